#include "app/binnaclectl/command_line.h"

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
    std::fprintf(stderr, "binnaclectl: %s \u00b7 %s\n", error.message.c_str(), code.c_str());
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

std::optional<int> parse(
    QCommandLineParser &parser, const QString &command, const QStringList &arguments)
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
    return std::nullopt;
}

} // namespace binnacle::ctl
