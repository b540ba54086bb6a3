#include "core/access/audit_log.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace binnacle;
using test::require;

namespace {

constexpr std::string_view kSecret = "pl4ntedS3cret";

bool shows(const std::string &masked)
{
    return masked.find(kSecret) != std::string::npos;
}

// `text` as a string of JSON.
std::string quoted(std::string_view text)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string json = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '"' || c == '\\')
            json.append("\\u00").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
        else
            json += c;
    }
    return json + '"';
}

} // namespace

// Any body ends within 2 KiB, and what stands under a secret's key is never seen, whatever stands
// before or behind it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string input(reinterpret_cast<const char *>(data), size);
    if (input.find(kSecret) != std::string::npos)
        return 0;
    const std::string secret(kSecret);
    require(access::redact(input).size() <= 2048);
    const std::string before = quoted(input);
    require(!shows(access::redact("{\"a\":" + before + ",\"token\":\"" + secret + "\"}")));
    require(!shows(access::redact("{" + before + ":[{\"dbPassword\":[\"" + secret + "\"]}]}")));
    require(!shows(access::redact("{\"token\":{" + before + ":\"" + secret + "\"}}")));
    require(!shows(access::redact(input + "&password=" + secret)));
    require(!shows(access::redact(input + "\nAuthorization: Bearer " + secret + "\n")));
    return 0;
}
