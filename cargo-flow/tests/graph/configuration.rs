//! `flow.toml`, the environment's token, `flows.lock`.

use crate::call::Folder;
use crate::world::{ACCOUNT, World};

#[test]
fn the_token_comes_from_the_environment_alone() {
    let mut world = World::new(ACCOUNT);
    let token = world.graph.access_token();
    world.set("WHATSAPP_ACCESS_TOKEN", " ");
    world.call(&["push", "--yes"]).ends(
        2,
        &[
            "the environment variable `WHATSAPP_ACCESS_TOKEN` is not set",
            "export WHATSAPP_ACCESS_TOKEN=…",
        ],
    );
    world.configure("token_env = \"STAGING_TOKEN\"\n");
    world.call(&["status"]).ends(2, &["`STAGING_TOKEN` is not set"]);
    world.set("STAGING_TOKEN", &format!("{token}\n"));
    world.call(&["push", "--yes"]).ends(0, &["Created"]);
    world.set("STAGING_TOKEN", "two words");
    world
        .call(&["push"])
        .ends(2, &["the access token is empty, or has characters that no token has"]);
    world.set("STAGING_TOKEN", "EAAother");
    world.call(&["push"]).ends(2, &["code 190", "help:"]);
    for line in [format!("access_token = \"{token}\""), format!("application = \"{token}\"")] {
        world.configure(&line);
        world.call(&["push"]).ends(2, &["flow.toml:7:1:", "has no place here", "`token_env"]);
    }
}

#[test]
fn wrong_keys_say_what_to_write() {
    let world = World::new(ACCOUNT);
    world.configure("endpiont = \"https://example.com\"\n");
    world.call(&["push"]).ends(
        2,
        &["flow.toml:7:1: an environment has no key `endpiont`", "did you mean `endpoint`?"],
    );
    world.configure("version = 25\n");
    world.call(&["status"]).ends(2, &["flow.toml:7:11: `version` is a text"]);
    world.configure("");
    world.call(&["push", "--env", "production"]).ends(
        2,
        &["`flow.toml` has no environment `production`", "its environments are `staging`"],
    );
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[test]
fn the_configuration_is_found_upwards_or_named() {
    let nothing = Folder::new(&[]);
    nothing
        .call(&["push"])
        .ends(2, &["there is no `flow.toml` in this folder or above it", "waba = "]);
    nothing.call(&["push", "--config", "gone.toml"]).ends(2, &["`gone.toml` does not exist"]);
    let world = World::new(ACCOUNT);
    world.folder.write("src/deep/note.txt", b"");
    let token = world.graph.access_token();
    let output = world
        .folder
        .command(&["push", "--yes"])
        .current_dir(world.folder.path().join("src/deep"))
        .env("WHATSAPP_ACCESS_TOKEN", &token)
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(world.lock().contains("account"));
    let text = world.folder.read("flow.toml");
    world
        .folder
        .write("other/staging.toml", text.replace("src/lib.rs", "../src/lib.rs").as_bytes());
    let ran = world.call(&["push", "--config", "other/staging.toml", "--yes"]);
    ran.ends(0, &["was found at Meta by its name"]);
    assert!(world.folder.read("other/flows.lock").contains("account"));
}

#[test]
fn two_environments_keep_apart() {
    let world = World::new(ACCOUNT);
    let (url, other) = (world.graph.url(), world.graph.add_waba());
    let more = format!("\n[environments.production]\nwaba = \"{other}\"\ngraph_url = \"{url}\"\n");
    world.configure(&more);
    world
        .call(&["push"])
        .ends(2, &["several environments: `production`, `staging`", "`--env NAME`"]);
    world.call(&["push", "--env", "staging", "--yes"]).ends(0, &[]);
    world
        .call(&["push", "--env", "production", "--yes", "--publish"])
        .ends(2, &["has no phone number"]);
    let status = world.call(&["status"]);
    status.ends(0, &[]);
    let environments: Vec<&str> =
        status.out.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(environments, ["ENVIRONMENT", "production", "staging"], "{}", status.out);
    let wabas: Vec<String> = world.graph.flows().into_iter().map(|flow| flow.waba).collect();
    assert_eq!(wabas, [world.graph.waba(), other]);
    assert_eq!(world.lock().matches("[[flow]]").count(), 2, "{}", world.lock());
}

#[test]
fn a_broken_lock_is_told() {
    let world = World::new(ACCOUNT);
    world.folder.write("flows.lock", b"<<<<<<< HEAD\n");
    world.call(&["push"]).ends(2, &["`flows.lock` cannot be read", "the last commit"]);
}
