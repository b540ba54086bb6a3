#pragma once

#include "core/base/result.h"
#include "core/config/settings.h"

#include <string>
#include <vector>

namespace binnacle::runtime {

// Settings of this machine and user: /etc/binnacle/binnacle.ini, then binnacle.ini in the user's
// configuration folder, then `extraFile` when given, then the environment. Problems are logged.
config::LoadedSettings loadSystemSettings(const std::string &extraFile);

// "HOST:PORT", "[::1]:8081". Errors: InvalidArgument.
Status setAgentListen(config::Settings &settings, const std::string &hostAndPort);

// Long polls need many sockets: raises the soft limit of open files to the hard one.
void raiseFileLimit();

} // namespace binnacle::runtime
