//! PAR Index over HTTP, for the systems of suppliers: dossiers in memory and on disk as the files they are,
//! every question of the command at a path of its own, as JSON, page or paper.
//!
//! It serves this machine alone, unless every request bears a token. Bodies, times, work and connections are
//! bounded ([`Limits`]); whatever fails is a problem by RFC 9457, nothing that was kept is lost by it, and the
//! service goes on.

mod asking;
mod limits;
mod listen;
mod openapi;
mod problem;
mod service;
mod shelf;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use tokio::net::TcpListener;

pub use limits::Limits;
use service::Service;
use shelf::Shelf;

/// What a service is started with.
#[derive(Clone, Debug)]
pub struct Start {
    /// Where it listens; port 0 is any that is free.
    pub address: SocketAddr,
    /// The folder of dossiers; without one they stay in memory.
    pub root: Option<PathBuf>,
    /// The token that every request must bear.
    pub token: Option<String>,
    /// The page for browsers, one file as `scripts/page` builds it, that stands at `/`.
    pub page: Option<Vec<u8>>,
    /// What it spends.
    pub limits: Limits,
}

/// The description of the service, `OpenAPI` 3.1.
pub fn openapi() -> String {
    openapi::document().to_string()
}

/// Listens, says where by `tell`, and serves until `stop` comes.
///
/// # Errors
/// Where another machine could ask without a token, the folder cannot be read, or the address is taken.
pub async fn serve(
    start: Start,
    tell: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    if !start.address.ip().is_loopback() && start.token.is_none() {
        let why = "an address that other machines reach needs --token-file";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let shelf = Shelf::open(start.root)?;
    let listener = TcpListener::bind(start.address).await?;
    tell(listener.local_addr()?);
    listen::listen(listener, Service::new(shelf, start.limits, start.token, start.page), stop).await;
    Ok(())
}
