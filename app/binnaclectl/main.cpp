#include "app/binnaclectl/command_line.h"
#include "core/runtime/log_output.h"

#include <QCoreApplication>

#include <array>
#include <cstdio>

using namespace binnacle::ctl;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Command
{
    const char *name;
    const char *purpose;
    int (*run)(const QStringList &);
};

constexpr std::array<Command, 12> kCommands{{
    {"serve", "run the hub without a window: agents report to it, the history is kept", runServe},
    {"agent", "run beside a cluster: report to a hub, carry out its commands", runAgent},
    {"collect", "show what recorded scrapes of a metrics endpoint come to", runCollect},
    {"events", "list events of a workspace, also while a hub or console works on it", runEvents},
    {"slo", "answer a question about service levels from a workspace, as JSON", runSlo},
    {"query", "ask in the query language, of a workspace or a gateway", runQuery},
    {"settings", "show and change the settings of a workspace or a gateway", runSettings},
    {"import", "read snapshots and `kubectl get events -o json` files into a workspace", runImport},
    {"user", "list, add, change and remove users of a workspace or behind a gateway", runUser},
    {"token", "list, make and revoke sessions and API keys", runToken},
    {"audit", "who did what: list, verify that nothing was changed, export", runAudit},
    {"bench-data", "make big estates for benchmarks: snapshots or a filled workspace",
        runBenchData},
}};

void printHelp(std::FILE *to)
{
    std::fputs("binnaclectl works on Binnacle workspaces without a window.\n\n"
               "Usage: binnaclectl COMMAND [options]\n\nCommands:\n",
        to);
    for (const Command &command : kCommands)
        std::fprintf(to, "  %-11s %s\n", command.name, command.purpose);
    std::fputs("\nExamples:\n"
               "  binnaclectl serve --workspace ~/ops --agent-listen 127.0.0.1:8081\n"
               "  binnaclectl events --workspace ~/ops --filter 'type=Warning ns=pay' --range 6h\n"
               "  binnaclectl query --workspace ~/ops 'pods.where(restarts > 5).sort(-restarts)'\n"
               "  kubectl get events -A -o json > now.json\n"
               "  binnaclectl import --workspace ~/ops --cluster prod-eu now.json\n"
               "\nEach command explains itself: binnaclectl COMMAND --help\n"
               "\nExit codes: 0 done, 1 the work failed, 2 the command line is wrong,\n"
               "3 the workspace is missing, damaged, too new or in use.\n",
        to);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"binnaclectl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BINNACLE_VERSION));

    binnacle::runtime::installLogOutput();

    QStringList arguments = QCoreApplication::arguments();
    arguments.removeFirst();
    if (arguments.isEmpty()) {
        printHelp(stderr);
        return exitCode(ExitCode::Usage);
    }
    const QString name = arguments.takeFirst();
    if (name == u"--help"_s || name == u"-h"_s || name == u"help"_s) {
        printHelp(stdout);
        return exitCode(ExitCode::Success);
    }
    if (name == u"--version"_s) {
        std::printf("binnaclectl %s\n", BINNACLE_VERSION);
        return exitCode(ExitCode::Success);
    }
    for (const Command &command : kCommands) {
        if (name == QLatin1StringView(command.name))
            return command.run(arguments);
    }
    std::fprintf(stderr, "binnaclectl: no command \"%s\"\n\n", qPrintable(name));
    printHelp(stderr);
    return exitCode(ExitCode::Usage);
}
