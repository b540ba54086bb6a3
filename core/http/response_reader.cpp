#include "core/http/response_reader.h"

#include "core/http/host_policy.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace binnacle::http {

namespace {

namespace beast = boost::beast;
using BeastError = beast::error_code;

constexpr std::uint32_t kHeadBytes = 64U << 10;

std::string_view view(beast::string_view text)
{
    return {text.data(), text.size()};
}

bool isInterim(int status)
{
    return status >= 100 && status < 200 && status != 101;
}

// Of the head; the body is read by us.
class HeadParser final : public beast::http::basic_parser<false>
{
public:
    ClientResponse response;

private:
    void on_request_impl(
        beast::http::verb, beast::string_view, beast::string_view, int, BeastError &) override
    {}

    void on_response_impl(int code, beast::string_view, int, BeastError &) override
    {
        response.status = code;
    }

    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
        BeastError &) override
    {
        response.headers.emplace_back(lowerCase(view(name)), view(value));
    }

    void on_header_impl(BeastError &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, BeastError &) override {}
    std::size_t on_body_impl(beast::string_view, BeastError &) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, BeastError &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, BeastError &) override
    {
        return 0;
    }
    void on_finish_impl(BeastError &) override {}
};

} // namespace

ResponseReader::ResponseReader(std::size_t limit, bool headOnly)
    : m_limit(limit)
    , m_headOnly(headOnly)
{}

Error ResponseReader::tooLong() const
{
    return {ErrorCode::TooLarge,
        "the server's answer is longer than " + std::to_string(m_limit) + " bytes"};
}

Result<bool> ResponseReader::feed(std::string_view bytes)
{
    m_started = m_started || !bytes.empty();
    if (m_part != Part::Head)
        return feedBody(bytes);
    m_pending += bytes;
    for (;;) {
        const std::size_t end = m_pending.find("\r\n\r\n");
        if (end == std::string::npos) {
            if (m_pending.size() > kHeadBytes)
                return Error{ErrorCode::MalformedBody, "the head of the answer is too long"};
            return false;
        }
        const std::string head = m_pending.substr(0, end + 4);
        m_pending.erase(0, head.size());
        if (Status parsed = parseHead(head); !parsed)
            return std::move(parsed).error();
        if (!isInterim(m_response.status))
            break;
    }
    return feedBody(std::exchange(m_pending, {}));
}

Status ResponseReader::parseHead(const std::string &head)
{
    HeadParser parser;
    parser.header_limit(kHeadBytes + 4);
    // Not boost::none, which Beast 1.74 takes for a limit of nothing; the limit is applied below.
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    parser.skip(m_headOnly);
    BeastError failed;
    parser.put({head.data(), head.size()}, failed);
    if (failed || !parser.is_header_done())
        return Error{ErrorCode::MalformedBody, "malformed answer: " + failed.message()};
    m_response = std::move(parser.response);
    if (isInterim(m_response.status))
        return Done{};
    m_keepAlive = parser.keep_alive();
    m_length = parser.content_length().value_or(0);
    if (parser.is_done()) {
        m_part = Part::Complete;
    } else if (parser.chunked()) {
        m_part = Part::Chunks;
        m_chunks.emplace(m_limit);
    } else {
        m_part = parser.content_length() ? Part::Length : Part::UntilClose;
        if (m_length > m_limit)
            return tooLong();
    }
    return Done{};
}

Result<bool> ResponseReader::feedBody(std::string_view bytes)
{
    std::size_t used = bytes.size();
    switch (m_part) {
    case Part::Head:
    case Part::Complete:
        used = 0;
        break;
    case Part::Length:
        used = std::min<std::size_t>(bytes.size(), m_length - m_response.body.size());
        m_response.body += bytes.substr(0, used);
        if (m_response.body.size() == m_length)
            m_part = Part::Complete;
        break;
    case Part::UntilClose:
        if (bytes.size() > m_limit - m_response.body.size())
            return tooLong();
        m_response.body += bytes;
        break;
    case Part::Chunks:
        used = m_chunks->feed(bytes, m_response.body);
        if (m_chunks->state() == ChunkDecoder::State::TooLarge)
            return tooLong();
        if (m_chunks->state() == ChunkDecoder::State::Malformed)
            return Error{ErrorCode::MalformedBody, m_chunks->problem()};
        if (m_chunks->state() == ChunkDecoder::State::Complete)
            m_part = Part::Complete;
        break;
    }
    if (used < bytes.size())
        return Error{ErrorCode::MalformedBody, "the server sent more than its answer"};
    return m_part == Part::Complete;
}

Status ResponseReader::finish()
{
    if (m_part != Part::UntilClose && m_part != Part::Complete) {
        return Error{ErrorCode::Unavailable, "the server closed the connection inside its answer"};
    }
    m_part = Part::Complete;
    return Done{};
}

} // namespace binnacle::http
