#pragma once

#include "core/base/result.h"
#include "core/config/settings.h"

#include <functional>
#include <string>
#include <vector>

namespace binnacle::runtime {

// Where settings come from; later ones win, the environment last.
struct SettingsOrder
{
    std::vector<std::string> files;
    config::Environment environment;
    std::function<void(config::Settings &)> adjust{}; // by the command line; may be null
};

// Settings of this machine and user: /etc/binnacle/binnacle.ini, then binnacle.ini in the user's
// configuration folder, then binnacle.ini of the workspace, then `extraFile` when given, then the
// environment.
SettingsOrder systemSettings(const std::string &workspace, const std::string &extraFile);
// Problems are logged.
config::LoadedSettings load(const SettingsOrder &order);

// The settings file of a workspace, which the program writes itself.
std::string settingsFileOf(const std::string &workspace);

// An address of the command line: "127.0.0.1:8081", "[::1]:8081", "localhost:0".
struct ListenAddress
{
    std::string host;
    std::uint16_t port = 0;
};
// Errors: InvalidArgument.
Result<ListenAddress> parseListenAddress(const std::string &hostAndPort);
void setListen(http::ServerSettings &server, const ListenAddress &address);

// Long polls need many sockets: raises the soft limit of open files to the hard one.
void raiseFileLimit();

} // namespace binnacle::runtime
