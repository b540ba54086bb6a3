#include "core/http/websocket_codec.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace binnacle::http;

namespace {

constexpr std::size_t kLimit = 1'024;

struct Outcome
{
    std::vector<std::string> messages;
    int failure = 0;
    bool operator==(const Outcome &) const = default;
};

Outcome read(std::string_view bytes, std::size_t step)
{
    Outcome outcome;
    WebSocketReader reader(kLimit);
    while (!bytes.empty()) {
        std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        while (!piece.empty()) {
            piece.remove_prefix(reader.feed(piece));
            if (reader.state() == WebSocketReader::State::Complete) {
                const WebSocketMessage message = reader.take();
                if (message.payload.size() > kLimit)
                    std::abort();
                outcome.messages.push_back(std::to_string(static_cast<int>(message.kind)) + ' '
                    + std::to_string(message.closeCode) + ' ' + message.payload);
            } else if (reader.state() == WebSocketReader::State::Failed) {
                outcome.failure = reader.failure().code;
                return outcome;
            } else if (!piece.empty()) {
                std::abort(); // stopped without a reason
            }
        }
    }
    return outcome;
}

} // namespace

// Besides crashes: however TCP cuts the bytes, the same messages and the same end must come out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const Outcome whole = read(bytes, size == 0 ? 1 : size);
    const std::size_t step = size == 0 ? 1 : 1 + data[size - 1] % 7U;
    if (whole != read(bytes, step) || whole != read(bytes, 1))
        std::abort();
    return 0;
}
