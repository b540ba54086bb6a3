#include "core/collect/baseline.h"

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace binnacle::collect {

namespace {

// Magic, version, time, two lists led by their length, checksum; all little-endian.
constexpr std::string_view kMagic = "BNBASE";
constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kReadingBytes = 32;
constexpr std::size_t kSourceBytes = 24;

template<std::unsigned_integral T>
void append(std::string &out, T number)
{
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.push_back(static_cast<char>((number >> (8 * i)) & 0xffU));
}

void append(std::string &out, const SeriesKey &key)
{
    append(out, key.high);
    append(out, key.low);
}

void append(std::string &out, Timestamp at)
{
    append(out, static_cast<std::uint64_t>(toEpochMs(at)));
}

// FNV-1a: tells a torn write, guards against nobody.
std::uint64_t checksum(std::string_view bytes)
{
    std::uint64_t sum = 0xcbf2'9ce4'8422'2325;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        sum *= 0x100'0000'01b3;
    }
    return sum;
}

class Bytes
{
public:
    explicit Bytes(std::string_view bytes)
        : m_rest(bytes)
    {}

    // REQUIRES: so many are left.
    template<std::unsigned_integral T>
    T take()
    {
        T number = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i)
            number = static_cast<T>(number | (T{static_cast<unsigned char>(m_rest[i])} << (8 * i)));
        m_rest.remove_prefix(sizeof(T));
        return number;
    }
    SeriesKey takeKey()
    {
        const auto high = take<std::uint64_t>();
        return {high, take<std::uint64_t>()};
    }
    Timestamp takeTime() { return fromEpochMs(static_cast<std::int64_t>(take<std::uint64_t>())); }
    // The length of a list whose entries have so many bytes.
    std::optional<std::size_t> takeCount(std::size_t entryBytes)
    {
        if (m_rest.size() < sizeof(std::uint64_t))
            return std::nullopt;
        const auto count = take<std::uint64_t>();
        if (count > m_rest.size() / entryBytes)
            return std::nullopt;
        return static_cast<std::size_t>(count);
    }
    bool isEmpty() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

Error corrupt()
{
    return {ErrorCode::Corrupt, "the saved baseline of the collector is damaged"};
}

} // namespace

std::string encodeBaseline(const Baseline &baseline)
{
    std::string out(kMagic);
    out.reserve(
        64 + baseline.readings.size() * kReadingBytes + baseline.sources.size() * kSourceBytes);
    append(out, kVersion);
    append(out, baseline.at);
    append(out, static_cast<std::uint64_t>(baseline.readings.size()));
    for (const Baseline::Reading &reading : baseline.readings) {
        append(out, reading.series);
        append(out, std::bit_cast<std::uint64_t>(reading.value));
        append(out, reading.at);
    }
    append(out, static_cast<std::uint64_t>(baseline.sources.size()));
    for (const Baseline::Source &source : baseline.sources) {
        append(out, source.key);
        append(out, source.at);
    }
    append(out, checksum(out));
    return out;
}

Result<Baseline> decodeBaseline(std::string_view bytes)
{
    constexpr std::size_t kFrame = sizeof kVersion + 2 * sizeof(std::uint64_t);
    if (bytes.size() < kMagic.size() + kFrame || !bytes.starts_with(kMagic))
        return corrupt();
    const std::string_view checked = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
    if (Bytes(bytes.substr(checked.size())).take<std::uint64_t>() != checksum(checked))
        return corrupt();
    Bytes in(checked.substr(kMagic.size()));
    if (in.take<std::uint16_t>() != kVersion)
        return Error{ErrorCode::NewerFormat,
            "the saved baseline of the collector is of another version of Binnacle"};
    Baseline baseline;
    baseline.at = in.takeTime();
    const auto readings = in.takeCount(kReadingBytes);
    if (!readings)
        return corrupt();
    baseline.readings.reserve(*readings);
    for (std::size_t i = 0; i < *readings; ++i) {
        const SeriesKey key = in.takeKey();
        const auto value = std::bit_cast<double>(in.take<std::uint64_t>());
        baseline.readings.push_back({key, value, in.takeTime()});
    }
    const auto sources = in.takeCount(kSourceBytes);
    if (!sources)
        return corrupt();
    baseline.sources.reserve(*sources);
    for (std::size_t i = 0; i < *sources; ++i) {
        const SeriesKey key = in.takeKey();
        baseline.sources.push_back({key, in.takeTime()});
    }
    if (!in.isEmpty())
        return corrupt();
    return baseline;
}

} // namespace binnacle::collect
