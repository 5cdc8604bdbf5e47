//! The server: one router for everything, and connections that can be cut without an answer.

use crate::sandbox::Sandbox;
use crate::{control, deliver, loopback, page, socket, web_api};
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Router, middleware};
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The most that a request may carry.
const BODY_LIMIT: usize = 1 << 20;
/// How long a connection may be idle: longer than clients keep theirs, so that none is closed under a request.
const HEAD_TIME: Duration = Duration::from_secs(120);

/// Marks an answer that must never be written: the connection is cut instead.
#[derive(Clone, Copy)]
pub(crate) struct Cut;

impl IntoResponse for Cut {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        response.extensions_mut().insert(self);
        response
    }
}

pub(crate) fn router(sandbox: &Sandbox) -> Router {
    Router::new()
        .route("/api/{*method}", any(web_api::answer))
        .route("/api/", any(web_api::no_method))
        .route("/link/", get(socket::connect))
        .route("/hooks/{key}", post(deliver::response_url))
        .merge(web_api::file_routes())
        .nest("/control", control::routes())
        .with_state(sandbox.clone())
        .merge(page::router(sandbox))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(loopback::guard))
}

/// Takes connections until told to stop.
pub(crate) async fn accept(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
    tasks: TaskTracker,
) {
    loop {
        let taken = tokio::select! {
            () = stop.cancelled() => return,
            taken = listener.accept() => taken,
        };
        match taken {
            Ok((stream, _)) => {
                tasks.spawn(connection(stream, router.clone(), stop.clone()));
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, router: Router, stop: CancellationToken) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let answer = router.call(request);
        async move {
            let Ok(response) = answer.await;
            if response.extensions().get::<Cut>().is_some() {
                return Err("cut on purpose");
            }
            Ok(response)
        }
    });
    let _ = stream.set_nodelay(true);
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(served);
    tokio::select! {
        // An error is a cut, ours or the client's: nobody is left to be told.
        _ = served.as_mut() => {}
        () = stop.cancelled() => {
            served.as_mut().graceful_shutdown();
            let _ = tokio::time::timeout(Duration::from_secs(2), served).await;
        }
    }
}
