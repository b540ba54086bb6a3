#include "core/http/request_reader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace binnacle::http;

namespace {

struct Outcome
{
    std::vector<std::string> requests;
    int failure = 0;
    bool operator==(const Outcome &) const = default;
};

Outcome read(std::string_view bytes, std::size_t step)
{
    HttpLimits limits;
    limits.headBytes = 512;
    limits.bodyBytes = 1024;
    Outcome outcome;
    RequestReader reader(limits);
    while (!bytes.empty()) {
        std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        while (!piece.empty()) {
            piece.remove_prefix(reader.feed(piece));
            if (reader.bodyBytes() > limits.bodyBytes)
                std::abort();
            if (reader.state() == RequestReader::State::Complete) {
                Request request = reader.take();
                std::string text = request.path + "\n" + request.body;
                for (const auto &[name, value] : request.headers)
                    text += "\n" + name + ":" + value;
                outcome.requests.push_back(std::move(text));
            } else if (reader.state() == RequestReader::State::Failed) {
                outcome.failure = reader.failure().status;
                return outcome;
            }
        }
    }
    return outcome;
}

} // namespace

// Besides crashes: however TCP cuts the bytes, the same requests must come out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const Outcome whole = read(bytes, size == 0 ? 1 : size);
    const std::size_t step = size == 0 ? 1 : 1 + data[0] % 7U;
    if (whole != read(bytes, step))
        std::abort();
    return 0;
}
