#include "core/runtime/settings_sources.h"

#include <QLoggingCategory>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <charconv>
#include <sys/resource.h>

Q_LOGGING_CATEGORY(logSettings, "binnacle.settings")

namespace binnacle::runtime {

using namespace Qt::Literals::StringLiterals;

std::string settingsFileOf(const std::string &workspace)
{
    return workspace + "/binnacle.ini";
}

SettingsOrder systemSettings(const std::string &workspace, const std::string &extraFile)
{
    const QString user = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    SettingsOrder order;
    order.files = {"/etc/binnacle/binnacle.ini", user.toStdString() + "/binnacle/binnacle.ini"};
    if (!workspace.empty())
        order.files.push_back(settingsFileOf(workspace));
    if (!extraFile.empty())
        order.files.push_back(extraFile);
    const QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    const QStringList names = variables.keys();
    for (const QString &name : names) {
        if (name.startsWith(u"BINNACLE_"_s) || name.startsWith(u"MASTER_"_s))
            order.environment.emplace(name.toStdString(), variables.value(name).toStdString());
    }
    return order;
}

config::LoadedSettings load(const SettingsOrder &order)
{
    config::LoadedSettings loaded = config::loadSettings(order.files, order.environment);
    if (order.adjust)
        order.adjust(loaded.settings);
    for (const config::SettingProblem &problem : loaded.problems)
        qCWarning(logSettings, "setting refused key=%s source=%s reason=\"%s\"",
            problem.key.c_str(), problem.source.c_str(), problem.message.c_str());
    return loaded;
}

Result<ListenAddress> parseListenAddress(const std::string &hostAndPort)
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
    return ListenAddress{.host = std::move(host), .port = port};
}

void setListen(http::ServerSettings &server, const ListenAddress &address)
{
    server.address = address.host;
    server.port = address.port;
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
