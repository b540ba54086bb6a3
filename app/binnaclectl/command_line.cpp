#include "app/binnaclectl/command_line.h"

#include "core/base/printable.h"

#include <cstdio>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

int exitCode(ExitCode code)
{
    return static_cast<int>(code);
}

int fail(const Error &error)
{
    const std::string code(stableCode(error.code));
    // Messages quote what files and filters say.
    std::fprintf(
        stderr, "binnaclectl: %s \u00b7 %s\n", printable(error.message).c_str(), code.c_str());
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return exitCode(ExitCode::Usage);
    case ErrorCode::NewerFormat:
    case ErrorCode::Corrupt:
    case ErrorCode::ReadOnly:
    case ErrorCode::DiskFull:
        return exitCode(ExitCode::Workspace);
    default:
        return exitCode(ExitCode::Failed);
    }
}

Status flushOutput()
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        return Error{ErrorCode::Unavailable, "cannot write to standard output"};
    return Done{};
}

std::optional<int> parse(QCommandLineParser &parser, const QString &command,
    const QStringList &arguments, Positional positional)
{
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    parser.addOption(help);
    if (!parser.parse(QStringList{u"binnaclectl "_s + command} + arguments)) {
        std::fprintf(stderr, "binnaclectl %s: %s\nTry: binnaclectl %s --help\n",
            qPrintable(command), qPrintable(parser.errorText()), qPrintable(command));
        return exitCode(ExitCode::Usage);
    }
    if (parser.isSet(help)) {
        // The parser knows the program as its file name; people type the command behind it.
        QString text = parser.helpText();
        text.replace(text.indexOf(u"Usage: "_s), text.indexOf(u'\n') - text.indexOf(u"Usage: "_s),
            u"Usage: binnaclectl "_s + command + u" [options]"_s);
        std::fputs(text.toUtf8().constData(), stdout);
        return exitCode(ExitCode::Success);
    }
    const QStringList rest = parser.positionalArguments();
    if (positional == Positional::None && !rest.isEmpty()) {
        std::fprintf(stderr, "binnaclectl %s: unexpected \"%s\"\nTry: binnaclectl %s --help\n",
            qPrintable(command), qPrintable(rest.front()), qPrintable(command));
        return exitCode(ExitCode::Usage);
    }
    return std::nullopt;
}

} // namespace binnacle::ctl
