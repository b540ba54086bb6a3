#include "core/kube/bearer_token.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace binnacle::kube {

namespace {

constexpr auto kReadAgainAfter = std::chrono::minutes(1);
constexpr std::size_t kLongestToken = 64U << 10;

// A line end or a blank inside would end the header and begin another one.
bool isToken(const std::string &text)
{
    return !text.empty() && text.size() <= kLongestToken
        && std::ranges::all_of(text, [](char c) { return c > ' ' && c != '\x7f'; });
}

} // namespace

BearerToken::BearerToken(const ApiAccess &access)
    : m_access(access)
    , m_token(access.token)
{}

Result<std::string> BearerToken::current()
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_access.tokenFile.empty() && now >= m_readAgainAt) {
        std::ifstream file(m_access.tokenFile, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(file), {}};
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.pop_back();
        if (isToken(text)) {
            m_token = std::move(text);
            m_readAgainAt = now + kReadAgainAfter;
        } else if (m_token.empty()) {
            return Error{ErrorCode::NotFound, m_access.tokenFile + ": holds no token"};
        }
    }
    if (!m_token.empty() && !isToken(m_token))
        return Error{ErrorCode::InvalidArgument, "token: blanks and control characters in it"};
    return m_token;
}

bool BearerToken::forget()
{
    m_readAgainAt = {};
    return !m_access.tokenFile.empty();
}

} // namespace binnacle::kube
