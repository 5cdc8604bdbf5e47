//! Where a reader is: whom they act as, which conversation, thread or tab is open; and the addresses of such places.

use serde::Deserialize;

/// The query of the page's address, and the hidden fields of every form that leads back to it.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub(crate) struct Place {
    /// The acting person.
    #[serde(rename = "as")]
    pub(crate) acting: String,
    /// The open conversation.
    pub(crate) c: String,
    /// `home` for the app's Home tab.
    pub(crate) tab: String,
    /// The `ts` of the open thread's parent.
    pub(crate) thread: String,
    /// The `ts` before which the messages stand, where older ones are looked at.
    pub(crate) before: String,
}

impl Place {
    /// The address of this place.
    pub(crate) fn href(&self) -> String {
        self.at("/")
    }

    /// The address of another page that leads back to this place.
    pub(crate) fn at(&self, page: &str) -> String {
        let pairs = [
            ("as", &self.acting),
            ("c", &self.c),
            ("tab", &self.tab),
            ("thread", &self.thread),
            ("before", &self.before),
        ];
        let filled: Vec<_> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let query = serde_urlencoded::to_string(filled).expect("pairs of strings can be written");
        format!("{page}?{query}")
    }

    pub(crate) fn channel(&self, id: &str) -> Self {
        Self {
            acting: self.acting.clone(),
            c: id.to_owned(),
            ..Self::default()
        }
    }

    pub(crate) fn with_thread(&self, ts: &str) -> Self {
        Self {
            thread: ts.to_owned(),
            ..self.clone()
        }
    }

    pub(crate) fn earlier_than(&self, ts: &str) -> Self {
        Self {
            before: ts.to_owned(),
            thread: String::new(),
            ..self.clone()
        }
    }

    /// The fields that lead back here.
    pub(super) fn hidden(&self) -> maud::Markup {
        maud::html! {
            input type="hidden" name="as" value=(self.acting);
            input type="hidden" name="c" value=(self.c);
            input type="hidden" name="tab" value=(self.tab);
            input type="hidden" name="thread" value=(self.thread);
            @if !self.before.is_empty() { input type="hidden" name="before" value=(self.before); }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_what_is_set() {
        let place = Place {
            acting: "U1".into(),
            ..Place::default()
        }
        .channel("C1");
        assert_eq!(place.href(), "/?as=U1&c=C1");
        assert_eq!(place.with_thread("1.5").href(), "/?as=U1&c=C1&thread=1.5");
    }
}
