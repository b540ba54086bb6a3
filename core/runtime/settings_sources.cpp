#include "core/runtime/settings_sources.h"

#include <QLoggingCategory>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <charconv>
#include <sys/resource.h>

Q_LOGGING_CATEGORY(logSettings, "binnacle.settings")

namespace binnacle::runtime {

using namespace Qt::Literals::StringLiterals;

config::LoadedSettings loadSystemSettings(const std::string &extraFile)
{
    const QString user = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    std::vector<std::string> files{
        "/etc/binnacle/binnacle.ini", user.toStdString() + "/binnacle/binnacle.ini"};
    if (!extraFile.empty())
        files.push_back(extraFile);
    config::Environment environment;
    const QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    const QStringList names = variables.keys();
    for (const QString &name : names) {
        if (name.startsWith(u"BINNACLE_"_s) || name.startsWith(u"MASTER_"_s))
            environment.emplace(name.toStdString(), variables.value(name).toStdString());
    }
    config::LoadedSettings loaded = config::loadSettings(files, environment);
    for (const config::SettingProblem &problem : loaded.problems)
        qCWarning(logSettings, "setting refused key=%s source=%s reason=\"%s\"",
            problem.key.c_str(), problem.source.c_str(), problem.message.c_str());
    return loaded;
}

Status setAgentListen(config::Settings &settings, const std::string &hostAndPort)
{
    const std::size_t colon = hostAndPort.rfind(':');
    const Error wrong{ErrorCode::InvalidArgument,
        "not an address: \"" + hostAndPort + "\", write HOST:PORT, for instance 127.0.0.1:8081"};
    if (colon == std::string::npos || colon == 0)
        return wrong;
    std::string host = hostAndPort.substr(0, colon);
    if (host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    if (host == "localhost")
        host = "127.0.0.1";
    std::uint16_t port = 0;
    const char *end = hostAndPort.data() + hostAndPort.size();
    const auto parsed = std::from_chars(hostAndPort.data() + colon + 1, end, port);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        return wrong;
    settings.agents.server.address = host;
    settings.agents.server.port = port;
    return Done{};
}

void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        qCWarning(logSettings, "cannot raise the limit of open files");
}

} // namespace binnacle::runtime
