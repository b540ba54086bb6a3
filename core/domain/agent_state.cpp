#include "core/domain/agent_state.h"

#include <algorithm>

namespace binnacle {

std::string_view environmentName(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return "prod";
    case Environment::Staging:
        return "staging";
    case Environment::Development:
        return "dev";
    }
    return "dev";
}

Environment environmentFromName(std::string_view name)
{
    if (name == "prod")
        return Environment::Production;
    return name == "staging" ? Environment::Staging : Environment::Development;
}

Environment environmentGuess(std::string_view clusterId)
{
    constexpr auto npos = std::string_view::npos;
    if (clusterId.find("stag") != npos)
        return Environment::Staging;
    for (const std::string_view word : {"dev", "test", "lab", "sandbox", "local"}) {
        if (clusterId.find(word) != npos)
            return Environment::Development;
    }
    return Environment::Production;
}

std::string_view agentStatusName(AgentStatus status)
{
    switch (status) {
    case AgentStatus::Offline:
        return "offline";
    case AgentStatus::OnlineNoData:
        return "online-no-data";
    case AgentStatus::Online:
        return "online";
    }
    return "offline";
}

bool isValidClusterId(std::string_view id)
{
    constexpr std::size_t kLongest = 128;
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '.' || c == '_' || c == ':' || c == '-';
    };
    return !id.empty() && id.size() <= kLongest && std::ranges::all_of(id, allowed);
}

} // namespace binnacle
