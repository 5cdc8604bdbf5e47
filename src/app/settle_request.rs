//! A leader answers a request, declines it with a reason, or hands it to another leader; the team withdraws it.
//!
//! Accepted races: two leaders who settle one at once settle it once, and the second reads what the first said; a
//! check-in that edits a request after it was answered finds it answered, and what it says new is a new request. One
//! that edits it before the answer is sent is read first: the form comes once more, with what was typed.

use std::sync::Arc;

use super::submit_matter::{mistakes, page, team_name, texts};
use super::{App, Result, Submitted};
use crate::domain::id::{PersonId, RequestId};
use crate::domain::matters::{Ended, Settling, is_leader, speaks_for};
use crate::domain::matters_form::{Field, MattersForm, read_owner, read_text};
use crate::domain::organisation::Organisation;
use crate::domain::request::{Request, RequestEnd};
use crate::domain::typed::Typed;
use crate::words::matters::{self, saved};
use crate::words::message::{Form, MatterPress};

impl App {
    /// The form that settles a request, or a page that says why there is none.
    pub(super) async fn request_form(
        &self,
        org: &Organisation,
        person: &PersonId,
        press: &MatterPress,
        id: &RequestId,
    ) -> Result<Form> {
        let request = match self.requested(org, person, id).await? {
            Ok(request) => request,
            Err(sentence) => return Ok(page(sentence, &[])),
        };
        let (id, reads) = (id.clone(), Some(request.reads()));
        Ok(match press {
            MatterPress::DeclineRequest(_) => {
                let about = MattersForm::DeclineRequest { request: id, reads };
                self.form_about(org, &request, about, &Typed::default())
            }
            MatterPress::HandOver(_) => {
                let about = self.matter_key(MattersForm::HandOver { request: id });
                matters::hand_over(about, &request, team_name(org, &request.team), org)
            }
            _ => {
                let about = MattersForm::AnswerRequest { request: id, reads };
                self.form_about(org, &request, about, &Typed::default())
            }
        })
    }

    /// The form in which a request is answered or declined, with what was typed into it.
    fn form_about(
        &self,
        org: &Organisation,
        request: &Request,
        about: MattersForm,
        typed: &Typed<Field>,
    ) -> Form {
        let team = team_name(org, &request.team);
        let said = |field| typed.text(&field).map(str::to_owned);
        match about {
            MattersForm::DeclineRequest { .. } => {
                matters::decline(self.matter_key(about), request, team, said(Field::Reason))
            }
            _ => {
                matters::answer_request(self.matter_key(about), request, team, said(Field::Answer))
            }
        }
    }

    /// The form once more, of a request that the team changed while it was open: the next press answers what is
    /// read now.
    fn changed_form(
        &self,
        org: &Organisation,
        request: &Request,
        about: &MattersForm,
        typed: &Typed<Field>,
    ) -> Form {
        let (id, reads) = (request.id.clone(), Some(request.reads()));
        let about = match about {
            MattersForm::DeclineRequest { .. } => {
                MattersForm::DeclineRequest { request: id, reads }
            }
            _ => MattersForm::AnswerRequest { request: id, reads },
        };
        let form = self.form_about(org, request, about, typed);
        matters::changed_meanwhile(form, request)
    }

    /// Takes an answer, a refusal or another owner.
    pub(super) async fn settle_request(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        (about, id): (&MattersForm, &RequestId),
        typed: &Typed<Field>,
    ) -> Result<Submitted> {
        let lost = |sentence| Ok(Submitted::Page(page(sentence, &texts(typed))));
        let request = match self.requested(org, person, id).await? {
            Ok(request) => request,
            Err(sentence) => return lost(sentence),
        };
        let edits = self.matter_edits(org, &request.team).await?;
        let (store, workspace) = (&self.store, &self.workspace);
        let (settled, said) = if let MattersForm::HandOver { .. } = about {
            let owner = match read_owner(org, typed) {
                Ok(owner) => owner,
                Err(wrong) => return Ok(mistakes(wrong)),
            };
            let settled = store.hand_over(workspace, id, &owner, &edits).await?;
            (settled, saved::handed_over(org, &owner))
        } else {
            let how = match about {
                MattersForm::DeclineRequest { .. } => {
                    read_text(typed, Field::Reason).map(RequestEnd::Declined)
                }
                _ => read_text(typed, Field::Answer).map(RequestEnd::Answered),
            };
            let end = match how {
                Ok(how) => self.ended_by(person, how),
                Err(wrong) => return Ok(mistakes(wrong)),
            };
            let reads = match about {
                MattersForm::AnswerRequest { reads, .. }
                | MattersForm::DeclineRequest { reads, .. } => reads.as_deref(),
                _ => None,
            };
            let settled = store
                .end_request(workspace, (id, reads), &end, &edits)
                .await?;
            crate::crash::point("request settled, not acknowledged");
            (settled, saved::replied(team_name(org, &request.team)))
        };
        self.enqueued.notify_one();
        match settled {
            Settling::Done(_) => Ok(Submitted::Page(page(said, &[]))),
            // The same submission, once more.
            Settling::Already(stands) if self.said_so(person, &stands, typed) => {
                Ok(Submitted::Page(page(said, &[])))
            }
            Settling::Already(stands) => {
                lost(saved::request_ended(org, &stands, self.today(org, person)))
            }
            Settling::Changed(stands) => {
                let form = self.changed_form(org, &stands, about, typed);
                Ok(Submitted::Page(form))
            }
            Settling::Gone => lost(saved::gone()),
        }
    }

    /// The team needs it no more; what is said of that.
    pub(super) async fn withdraw_request(
        &self,
        org: &Arc<Organisation>,
        person: &PersonId,
        id: &RequestId,
    ) -> Result<String> {
        let Some(request) = self.store.request(&self.workspace, id).await? else {
            return Ok(saved::gone());
        };
        if request.by != *person && !speaks_for(org, person, &request.team) {
            return Ok(matters::not_the_teams(team_name(org, &request.team)));
        }
        let edits = self.matter_edits(org, &request.team).await?;
        let end = self.ended_by(person, RequestEnd::Withdrawn);
        let settled = self
            .store
            .end_request(&self.workspace, (id, None), &end, &edits)
            .await?;
        self.enqueued.notify_one();
        Ok(match settled {
            Settling::Done(_) => saved::withdrawn("request"),
            Settling::Already(stands) | Settling::Changed(stands) => {
                saved::request_ended(org, &stands, self.today(org, person))
            }
            Settling::Gone => saved::gone(),
        })
    }

    /// A request that a person may settle, or why they may not.
    async fn requested(
        &self,
        org: &Organisation,
        person: &PersonId,
        id: &RequestId,
    ) -> Result<std::result::Result<Request, String>> {
        if !is_leader(org, person) {
            return Ok(Err(matters::refused(org, "answer requests").text()));
        }
        let Some(request) = self.store.request(&self.workspace, id).await? else {
            return Ok(Err(saved::gone()));
        };
        Ok(Ok(request))
    }

    /// An end that a person gives something now.
    pub(super) fn ended_by<How>(&self, person: &PersonId, how: How) -> Ended<How> {
        Ended {
            how,
            by: person.clone(),
            at: self.clock.now(),
        }
    }

    /// Whether a request ended as this very person says once more.
    fn said_so(&self, person: &PersonId, stands: &Request, typed: &Typed<Field>) -> bool {
        let Some(end) = &stands.ended else {
            return false;
        };
        let said = match end.how {
            RequestEnd::Answered(_) => typed.text(&Field::Answer),
            RequestEnd::Declined(_) => typed.text(&Field::Reason),
            RequestEnd::Withdrawn => None,
        };
        end.by == *person && said.is_some() && said == end.how.reply()
    }
}
