#include "core/collect/series_key.h"

#include <array>
#include <charconv>
#include <cstring>
#include <system_error>

namespace binnacle::collect {

namespace {

// Odd constants with evenly spread bits.
constexpr std::uint64_t kFirst = 0x9e37'79b9'7f4a'7c15;
constexpr std::uint64_t kSecond = 0xc2b2'ae3d'27d4'eb4f;
constexpr std::uint64_t kThird = 0x1656'67b1'9e37'79f9;
constexpr std::uint64_t kNameSeed = 0x27d4'eb2f'1656'67c5;

constexpr std::string_view kBound = "le";

__extension__ using Wide = unsigned __int128;

std::uint64_t fold(std::uint64_t a, std::uint64_t b)
{
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

class Mixer
{
public:
    explicit Mixer(std::uint64_t seed)
        : m_high(seed ^ kFirst)
        , m_low(seed ^ kSecond)
    {}

    void addLengths(std::size_t first, std::size_t second)
    {
        add((static_cast<std::uint64_t>(first) << 32U) ^ second ^ kThird);
    }

    // REQUIRES: its length is in, or "ab" + "c" would be "a" + "bc".
    void add(std::string_view text)
    {
        constexpr std::size_t kWord = sizeof(std::uint64_t);
        if (text.size() < kWord) {
            add(fewBytes(text));
            return;
        }
        // The last word may overlap the one before it.
        std::size_t at = 0;
        for (; at + kWord < text.size(); at += kWord)
            add(load<std::uint64_t>(text, at));
        add(load<std::uint64_t>(text, text.size() - kWord));
    }

    SeriesKey key() const { return {fold(m_high ^ kThird, kSecond), fold(m_low ^ kFirst, kThird)}; }

private:
    template<typename Word>
    static Word load(std::string_view text, std::size_t at)
    {
        Word word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        return word;
    }

    static std::uint64_t fewBytes(std::string_view text)
    {
        constexpr std::size_t kHalf = sizeof(std::uint32_t);
        if (text.size() >= kHalf)
            return (std::uint64_t{load<std::uint32_t>(text, 0)} << 32U)
                | load<std::uint32_t>(text, text.size() - kHalf);
        std::uint64_t word = 0;
        for (const char byte : text)
            word = (word << 8U) | static_cast<unsigned char>(byte);
        return word;
    }

    void add(std::uint64_t word)
    {
        m_high = fold(m_high ^ word, kFirst) + kThird;
        m_low = fold(m_low + word, kSecond) ^ (word * kThird);
    }

    std::uint64_t m_high;
    std::uint64_t m_low;
};

SeriesKey keyOfBound(std::string_view text)
{
    double bound = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bound);
    if (error != std::errc() || end != text.data() + text.size())
        return keyOfLabel(kBound, text);
    std::array<char, 32> digits{};
    const auto printed = std::to_chars(digits.data(), digits.data() + digits.size(), bound);
    return keyOfLabel(kBound, {digits.data(), printed.ptr});
}

} // namespace

SeriesKey keyOfName(std::string_view name)
{
    Mixer mixer(kNameSeed);
    mixer.addLengths(name.size(), 0);
    mixer.add(name);
    return mixer.key();
}

SeriesKey keyOfLabel(std::string_view name, std::string_view value)
{
    Mixer mixer(0);
    mixer.addLengths(name.size(), value.size());
    mixer.add(name);
    mixer.add(value);
    return mixer.key();
}

SeriesKeys keysOf(
    std::string_view name, std::string_view family, std::span<const codec::ExpositionLabel> labels)
{
    SeriesKey common;
    SeriesKey bound;
    for (const codec::ExpositionLabel &label : labels) {
        if (label.name == kBound)
            bound += keyOfBound(label.value);
        else
            common += keyOfLabel(label.name, label.value);
    }
    SeriesKeys keys{.series = keyOfName(name), .histogram = keyOfName(family)};
    keys.series += common;
    keys.series += bound;
    keys.histogram += common;
    return keys;
}

} // namespace binnacle::collect
