//! `par-index-server`: the service as a program; `par-index serve` starts it.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Arg, Command, value_parser};
use par_index_server::{Limits, Start, serve};

fn command() -> Command {
    let value = |name: &'static str, shown: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(shown).help(help)
    };
    Command::new("par-index-server")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Serves dossiers over HTTP · Phục vụ hồ sơ qua HTTP")
        .arg(
            value("http", "ADDRESS", "Where to listen (127.0.0.1:8787) · Địa chỉ")
                .value_parser(value_parser!(SocketAddr))
                .default_value("127.0.0.1:8787")
                .hide_default_value(true),
        )
        .arg(
            value("token-file", "FILE", "A file with the token of every request · Tệp chứa mã")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            value("body", "MIB", "The most MiB of a body (64) · Dung lượng tối đa")
                .value_parser(value_parser!(u64).range(1..=1024)),
        )
        .arg(
            value("time", "SECONDS", "How long a question may take (60) · Thời gian tối đa")
                .value_parser(value_parser!(u64).range(1..=3600)),
        )
        .arg(
            value(
                "patience",
                "SECONDS",
                "How long a client may take to send or take (30) · Chờ máy khách",
            )
            .value_parser(value_parser!(u64).range(1..=3600)),
        )
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help("The folder of dossiers, each a folder; else in memory · Thư mục hồ sơ"),
        )
}

fn main() -> ExitCode {
    let args = command().get_matches();
    let mut limits = Limits::default();
    let number = |name: &str| args.get_one::<u64>(name).copied();
    if let Some(mib) = number("body") {
        limits.body = usize::try_from(mib << 20).unwrap_or(usize::MAX);
    }
    limits.time = number("time").map_or(limits.time, Duration::from_secs);
    limits.patience = number("patience").map_or(limits.patience, Duration::from_secs);
    let failed = |what: &str, error: &std::io::Error| {
        let _ = writeln!(std::io::stderr(), "error: {what}: {error}");
        ExitCode::from(3)
    };
    let token = match args.get_one::<PathBuf>("token-file") {
        None => None,
        Some(file) => match std::fs::read_to_string(file).map(|text| text.trim().to_owned()) {
            Ok(token) if token.len() >= 16 => Some(token),
            Ok(_) => {
                let _ = writeln!(
                    std::io::stderr(),
                    "error: {}: 16 characters at least",
                    file.display()
                );
                return ExitCode::from(2);
            }
            Err(error) => return failed(&file.display().to_string(), &error),
        },
    };
    let address = args.get_one::<SocketAddr>("http").copied();
    let start = Start {
        address: address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8787))),
        root: args.get_one::<PathBuf>("dir").cloned(),
        token,
        limits,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return failed("tokio", &error),
    };
    let tell = |address: SocketAddr| {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "http://{address}").and_then(|()| out.flush());
    };
    let served = runtime.block_on(serve(start, tell, stopped()));
    // What is still computed for nobody is not waited for.
    runtime.shutdown_background();
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed("par-index-server", &error),
    }
}

/// Ctrl-C or SIGTERM.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // Beyond the size the system allows writing fails with a reason, instead of ending the service.
        let _too_large = signal(SignalKind::from_raw(25));
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = ended.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
