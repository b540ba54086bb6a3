#pragma once

#include "core/domain/ids.h"

#include <map>
#include <string>
#include <string_view>

namespace binnacle::ingest {

// Optional bearer tokens of agents, one per cluster, known by their SHA-256 only. Immutable.
class AgentTokens
{
public:
    // `hashes`: cluster id -> SHA-256 of its token, hex. With `required`, clusters without an entry
    // are refused.
    AgentTokens(std::map<std::string, std::string> hashes, bool required);

    enum class Verdict { Allowed, Missing, Wrong };
    // `authorization` is the header's value. Compares in constant time.
    Verdict check(const ClusterId &cluster, std::string_view authorization) const;

private:
    std::map<std::string, std::string> m_hashes;
    bool m_required;
};

} // namespace binnacle::ingest
