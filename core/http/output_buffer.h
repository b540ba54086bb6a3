#pragma once

#include "core/http/http_message.h"
#include "core/http/transport.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace binnacle::http {

// One answer on its way to the socket; empty it owns no memory.
class OutputBuffer
{
public:
    // `headOnly`: the answer to HEAD, with the length of the body but without it.
    void set(Response response, bool keepAlive, bool headOnly);
    // Bytes as they are ("100 Continue").
    void setInterim(std::string_view bytes);

    // Done: all bytes of this step moved, ask finished(). Anything else as of Transport::write.
    IoResult writeSome(Transport &transport);

    bool finished() const { return m_used == m_head.size() + m_body.size(); }
    std::size_t bodySize() const { return m_body.size(); }
    // HEAD left out a body: what the handler meant to hand over was not sent.
    bool leftBodyOut() const { return m_leftBodyOut; }
    void clear() { *this = {}; }

private:
    std::string m_head; // with a small body behind it
    std::string m_body;
    std::size_t m_used = 0; // of both
    bool m_leftBodyOut = false;
};

} // namespace binnacle::http
