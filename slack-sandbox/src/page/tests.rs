//! The page as it is drawn, without a browser.

use super::*;
use crate::{Act, Manifest, Options, PageAction, Show};
use axum::body::to_bytes;
use axum::extract::RawForm;

fn options() -> Options {
    let manifest = Manifest::parse("display_information: {name: Helper}").expect("a manifest");
    let mut options = Options::new(manifest);
    options.page.actions.push(PageAction {
        label: "Friday 16:00".to_owned(),
        hint: "The digest".to_owned(),
        run: Arc::new(|| Box::pin(async { Ok("Done <b>.".to_owned()) })),
        show: Show::Here,
    });
    options
}

async fn drawn(page: &Page, place: Place) -> String {
    let response = show(State(page.clone()), Query(place)).await;
    let body = to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("a body");
    String::from_utf8(body.to_vec()).expect("UTF-8")
}

#[tokio::test]
async fn what_people_write_and_hosts_say_is_shown_as_text() {
    let sandbox = Sandbox::start(options()).await.expect("it starts");
    let page = Page {
        sandbox: sandbox.clone(),
        kept: Arc::default(),
    };
    let ana = sandbox.find_user("ana").expect("she is there").id;
    let general = sandbox.find_channel("general").expect("it is there").id;
    let text = "<script>alert(1)</script>".to_owned();
    let act = Act::Message {
        channel: general.clone(),
        text,
        thread_ts: None,
    };
    sandbox.act(&ana, act).await.expect("she may write");
    let place = Place {
        acting: ana.clone(),
        c: general.clone(),
        ..Place::default()
    };
    let html = drawn(&page, place.clone()).await;
    assert!(
        html.contains("&lt;script&gt;alert(1)") && !html.contains("<script>alert"),
        "{html}"
    );
    assert!(
        html.contains("Friday 16:00") && html.contains("The digest"),
        "{html}"
    );

    let form = format!("as={ana}&c={general}&n=0");
    form::run(State(page.clone()), RawForm(form.into())).await;
    for _ in 0..2 {
        let html = drawn(&page, place.clone()).await;
        assert!(
            html.contains("Done &lt;b&gt;."),
            "the note stands while she stays: {html}"
        );
    }
    let elsewhere = sandbox.find_channel("random").expect("it is there").id;
    assert!(
        !drawn(&page, place.channel(&elsewhere))
            .await
            .contains("Done")
    );
    assert!(!drawn(&page, place).await.contains("Done"));
    sandbox.shutdown().await;
}

#[tokio::test]
async fn a_newcomer_is_welcomed_as_the_person_whom_the_host_names() {
    let mut options = options();
    options.page.welcome = "Press <Friday>.".to_owned();
    options.page.start_as = "ben".to_owned();
    let sandbox = Sandbox::start(options).await.expect("it starts");
    let page = Page {
        sandbox: sandbox.clone(),
        kept: Arc::default(),
    };
    let html = drawn(&page, Place::default()).await;
    assert!(html.contains("Press &lt;Friday&gt;."), "{html}");
    let ben = sandbox.find_user("ben").expect("he is there").id;
    let chosen = format!("<option value=\"{ben}\" selected");
    assert!(html.contains(&chosen), "{html}");
    sandbox.shutdown().await;
}

#[tokio::test]
async fn after_an_action_the_page_shows_what_was_done() {
    let sandbox = Sandbox::start(options()).await.expect("it starts");
    let ana = sandbox.find_user("ana").expect("she is there").id;
    let general = sandbox.find_channel("general").expect("it is there").id;
    let from = Place {
        acting: ana.clone(),
        ..Place::default()
    };
    let newest = Show::NewestThread("general".to_owned());
    let goes = |show: &Show| sandbox.read(|world| after::place(world, &from, show));
    assert_eq!(goes(&newest), from.channel(&general), "no thread yet");
    assert_eq!(goes(&Show::AppMessages), from, "no conversation yet");
    let nowhere = Show::NewestThread("nowhere".to_owned());
    assert_eq!(goes(&nowhere), from);
    for (text, replied) in [("one", true), ("two", true), ("three", false)] {
        let say = |text: &str, thread_ts| Act::Message {
            channel: general.clone(),
            text: text.to_owned(),
            thread_ts,
        };
        sandbox.act(&ana, say(text, None)).await.expect("she may");
        let last = sandbox.messages(&general).pop().expect("it is there").ts;
        if replied {
            let reply = say("re", Some(last.to_string()));
            sandbox.act(&ana, reply).await.expect("she may");
        }
    }
    let messages = sandbox.messages(&general);
    let two = messages.iter().find(|one| one.text == "two").expect("two");
    let thread = from.channel(&general).with_thread(&two.ts.to_string());
    assert_eq!(goes(&newest), thread);
    sandbox.shutdown().await;
}

#[tokio::test]
async fn an_unread_mark_goes_when_the_conversation_is_opened() {
    let sandbox = Sandbox::start(options()).await.expect("it starts");
    let page = Page {
        sandbox: sandbox.clone(),
        kept: Arc::default(),
    };
    let id = |name: &str| sandbox.find_user(name).expect("they are there").id;
    let random = sandbox.find_channel("random").expect("it is there").id;
    let general = sandbox.find_channel("general").expect("it is there").id;
    let act = Act::Message {
        channel: random.clone(),
        text: "hi".to_owned(),
        thread_ts: None,
    };
    sandbox.act(&id("ben"), act).await.expect("he may write");
    let place = Place {
        acting: id("ana"),
        ..Place::default()
    };
    assert!(
        drawn(&page, place.channel(&general))
            .await
            .contains("1 unread")
    );
    drawn(&page, place.channel(&random)).await;
    assert!(
        !drawn(&page, place.channel(&general))
            .await
            .contains("unread")
    );
    sandbox.shutdown().await;
}

/// Somebody writes; gives the message's `ts`.
async fn says(
    sandbox: &Sandbox,
    who: &str,
    channel: &str,
    text: &str,
    thread: Option<&str>,
) -> String {
    let act = Act::Message {
        channel: channel.to_owned(),
        text: text.to_owned(),
        thread_ts: thread.map(str::to_owned),
    };
    sandbox.act(who, act).await.expect("they may write");
    let last = sandbox.messages(channel).pop().expect("it is there");
    last.ts.to_string()
}

#[tokio::test]
async fn replies_are_unread_until_their_thread_is_opened() {
    let sandbox = Sandbox::start(options()).await.expect("it starts");
    let page = Page {
        sandbox: sandbox.clone(),
        kept: Arc::default(),
    };
    let id = |name: &str| sandbox.find_user(name).expect("they are there").id;
    let general = sandbox.find_channel("general").expect("it is there").id;
    let (ana, ben) = (id("ana"), id("ben"));
    let head = says(&sandbox, &ana, &general, "hello", None).await;
    says(&sandbox, &ben, &general, "one", Some(&head)).await;
    says(&sandbox, &ben, &general, "two", Some(&head)).await;
    let place = Place {
        acting: ana,
        ..Place::default()
    }
    .channel(&general);
    let html = drawn(&page, place.clone()).await;
    assert!(html.contains("2 unread, 2 in threads"), "{html}");
    assert!(html.contains("2 new"), "{html}");
    let html = drawn(&page, place.with_thread(&head)).await;
    assert!(
        !html.contains("unread, ") && !html.contains("2 new"),
        "{html}"
    );
    says(&sandbox, &ben, &general, "three", Some(&head)).await;
    assert!(drawn(&page, place).await.contains("1 new"));
    sandbox.shutdown().await;
}

#[tokio::test]
async fn a_long_channel_leads_to_its_earlier_messages() {
    let sandbox = Sandbox::start(options()).await.expect("it starts");
    let page = Page {
        sandbox: sandbox.clone(),
        kept: Arc::default(),
    };
    let ana = sandbox.find_user("ana").expect("she is there").id;
    let general = sandbox.find_channel("general").expect("it is there").id;
    for n in 0..1_003 {
        let act = Act::Message {
            channel: general.clone(),
            text: format!("number {n}."),
            thread_ts: None,
        };
        sandbox.act(&ana, act).await.expect("she may write");
    }
    let place = Place {
        acting: ana,
        ..Place::default()
    }
    .channel(&general);
    let html = drawn(&page, place.clone()).await;
    assert!(html.contains("number 3.") && !html.contains("number 2."));
    let (_, rest) = html
        .split_once("before=")
        .expect("a way to the earlier ones");
    let before = rest.split(['"', '&']).next().expect("an address");
    let html = drawn(&page, place.earlier_than(before)).await;
    for n in 0..3 {
        assert!(html.contains(&format!("number {n}.")), "{n}");
    }
    assert!(!html.contains("number 3.") && html.contains("Back to the newest"));
    sandbox.shutdown().await;
}
