#pragma once

#include "core/base/result.h"
#include "core/http/chunk_decoder.h"
#include "core/http/client.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::http {

// Bytes in, one answer out; interim answers (1xx) are skipped.
class ResponseReader
{
public:
    // `headOnly`: the answer to HEAD, which has no body whatever its length says.
    ResponseReader(std::size_t limit, bool headOnly);

    // True: complete. Errors: MalformedBody, TooLarge.
    Result<bool> feed(std::string_view bytes);
    // The server closed the connection, which ends a body without a length. Error: Unavailable when
    // the answer is not complete.
    Status finish();

    // A byte of the answer has arrived.
    bool started() const { return m_started; }
    // REQUIRES: complete. Whether the connection can carry another request.
    bool keepAlive() const { return m_keepAlive; }
    ClientResponse take() { return std::move(m_response); }

private:
    enum class Part { Head, Length, Chunks, UntilClose, Complete };

    Status parseHead(const std::string &head);
    Result<bool> feedBody(std::string_view bytes);
    Error tooLong() const;

    const std::size_t m_limit;
    const bool m_headOnly;
    bool m_started = false;
    bool m_keepAlive = false;
    Part m_part = Part::Head;
    std::string m_pending; // an unfinished head
    std::uint64_t m_length = 0;
    std::optional<ChunkDecoder> m_chunks;
    ClientResponse m_response;
};

} // namespace binnacle::http
