#include "core/ingest/agent_tokens.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::ingest {

namespace {

constexpr std::string_view kScheme = "bearer ";

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Empty when the header carries no bearer token.
std::string_view tokenOf(std::string_view authorization)
{
    if (authorization.size() <= kScheme.size()
        || !std::ranges::equal(authorization.substr(0, kScheme.size()), kScheme, {}, lower))
        return {};
    authorization.remove_prefix(kScheme.size());
    while (authorization.starts_with(' '))
        authorization.remove_prefix(1);
    while (authorization.ends_with(' '))
        authorization.remove_suffix(1);
    return authorization;
}

std::string sha256Hex(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string hex;
    for (unsigned int i = 0; i < length; ++i) {
        hex += kHex[digest.at(i) >> 4];
        hex += kHex[digest.at(i) & 0x0f];
    }
    return hex;
}

} // namespace

AgentTokens::AgentTokens(std::map<std::string, std::string> hashes, bool required)
    : m_hashes(std::move(hashes))
    , m_required(required)
{
    for (auto &[cluster, hash] : m_hashes)
        std::ranges::transform(hash, hash.begin(), lower);
}

AgentTokens::Verdict AgentTokens::check(
    const ClusterId &cluster, std::string_view authorization) const
{
    const auto expected = m_hashes.find(cluster.value);
    if (expected == m_hashes.end() && !m_required)
        return Verdict::Allowed;
    const std::string_view token = tokenOf(authorization);
    if (token.empty())
        return Verdict::Missing;
    if (expected == m_hashes.end())
        return Verdict::Wrong;
    const std::string hash = sha256Hex(token);
    const bool same = hash.size() == expected->second.size()
        && CRYPTO_memcmp(hash.data(), expected->second.data(), hash.size()) == 0;
    return same ? Verdict::Allowed : Verdict::Wrong;
}

} // namespace binnacle::ingest
