#include "core/http/output_buffer.h"

#include "core/http/response_writer.h"

#include <utility>

namespace binnacle::http {

namespace {

// A small body shares the write with its head.
constexpr std::size_t kJoinBytes = 16U << 10;

} // namespace

void OutputBuffer::set(Response response, bool keepAlive, bool headOnly)
{
    clear();
    m_head = responseHead(response, keepAlive);
    m_leftBodyOut = headOnly && !response.body.empty();
    if (headOnly || response.status == 204)
        return;
    if (response.body.size() <= kJoinBytes)
        m_head += response.body;
    else
        m_body = std::move(response.body);
}

void OutputBuffer::setInterim(std::string_view bytes)
{
    clear();
    m_head = bytes;
}

IoResult OutputBuffer::writeSome(Transport &transport)
{
    const bool inHead = m_used < m_head.size();
    const std::string_view rest = inHead ? std::string_view(m_head).substr(m_used)
                                         : std::string_view(m_body).substr(m_used - m_head.size());
    const IoResult result = transport.write(rest, inHead && !m_body.empty());
    m_used += result.bytes;
    return result;
}

} // namespace binnacle::http
