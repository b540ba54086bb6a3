#pragma once

#include "core/base/result.h"

#include <QCommandLineParser>
#include <QStringList>

#include <optional>

namespace binnacle::ctl {

// What the shell sees. Documented in `binnaclectl --help`; never renumbered.
enum class ExitCode : int {
    Success = 0,
    Failed = 1,    // the work itself failed
    Usage = 2,     // the command line is wrong
    Workspace = 3, // the workspace is missing, damaged, too new or in use
};

int exitCode(ExitCode code);
// Prints "binnaclectl: <message> · <stable code>" and picks the exit code by the error.
int fail(const Error &error);

// Parses the arguments after the command's name; prints help or the mistake itself, and arguments
// that are no options are one unless the command takes files. A value means "exit now with this
// code".
enum class Positional { None, Files };
std::optional<int> parse(QCommandLineParser &parser, const QString &command,
    const QStringList &arguments, Positional positional = Positional::None);

// What was printed reached its destination; Unavailable when not, as on a full disk.
Status flushOutput();

// The commands; each gets its own arguments without the command's name.
int runSlo(const QStringList &arguments);
int runQuery(const QStringList &arguments);
int runSettings(const QStringList &arguments);
int runServe(const QStringList &arguments);
int runEvents(const QStringList &arguments);
int runAgent(const QStringList &arguments);
int runCollect(const QStringList &arguments);
int runImport(const QStringList &arguments);
int runUser(const QStringList &arguments);
int runToken(const QStringList &arguments);
int runAudit(const QStringList &arguments);
int runBenchData(const QStringList &arguments);

} // namespace binnacle::ctl
