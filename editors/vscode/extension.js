// Starts `cargo flow lsp` and hands it the flows of the workspace. All that an editor shows comes from there.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

/** The server as the settings of the workspace say. */
function create() {
  const settings = vscode.workspace.getConfiguration("flow");
  const [command, ...args] = settings.get("command", ["cargo", "flow", "lsp"]);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const cwd = folder?.scheme === "file" ? folder.fsPath : undefined;
  return new LanguageClient(
    "flow",
    "WhatsApp Flows",
    { command, args, options: { cwd } },
    {
      // The server knows which JSON is a flow, and leaves the rest alone.
      documentSelector: [
        { language: "json", scheme: "file" },
        { language: "json", scheme: "untitled" },
        { language: "jsonc", scheme: "file" },
        { language: "rust", scheme: "file" },
      ],
      initializationOptions: { rustAnalyzer: settings.get("rustAnalyzer", true) },
    },
  );
}

async function start() {
  client = create();
  try {
    await client.start();
  } catch (error) {
    const help = "`cargo install --path cargo-flow`, in a clone of the repository, installs it; the setting flow.command names another command.";
    vscode.window.showErrorMessage(`The language server for flows cannot be started: ${error.message ?? error}. ${help}`);
  }
}

async function stop() {
  const old = client;
  client = undefined;
  // One that did not start cannot be stopped.
  await old?.stop().catch(() => undefined);
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("flow.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("flow")) {
        return restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
