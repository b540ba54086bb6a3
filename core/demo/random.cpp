#include "core/demo/random.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace binnacle::demo {

namespace {

std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

} // namespace

std::uint64_t Random::next()
{
    m_state += 0x9e3779b97f4a7c15U;
    return mixed(m_state);
}

double Random::uniform()
{
    constexpr double kScale = 1.0 / 9007199254740992.0; // 2^-53
    return static_cast<double>(next() >> 11U) * kScale;
}

std::int64_t Random::between(std::int64_t low, std::int64_t high)
{
    const auto width = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(next() % width);
}

bool Random::chance(double probability)
{
    return uniform() < probability;
}

Duration Random::wait(Duration mean)
{
    const double factor = -std::log(1.0 - uniform());
    const auto ms = static_cast<std::int64_t>(static_cast<double>(mean.count()) * factor);
    return Duration{ms < 1000 ? 1000 : ms};
}

std::string Random::word(std::size_t length)
{
    constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    std::string text;
    text.reserve(length);
    for (std::size_t i = 0; i < length; ++i)
        text += kAlphabet[static_cast<std::size_t>(next() % kAlphabet.size())];
    return text;
}

std::uint64_t stableHash(std::string_view text, std::uint64_t seed)
{
    std::uint64_t hash = 0xcbf29ce484222325U ^ mixed(seed); // FNV-1a, then mixed
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return mixed(hash);
}

std::string stableUuid(std::string_view text, std::uint64_t seed)
{
    const std::uint64_t high = stableHash(text, seed);
    const std::uint64_t low = mixed(high ^ stableHash(text, seed + 1));
    std::array<char, 37> out{};
    std::snprintf(out.data(), out.size(), "%08x-%04x-4%03x-%04x-%012llx",
        static_cast<unsigned>(high >> 32U), static_cast<unsigned>((high >> 16U) & 0xffffU),
        static_cast<unsigned>(high & 0xfffU),
        static_cast<unsigned>(0x8000U | ((low >> 48U) & 0x3fffU)),
        static_cast<unsigned long long>(low & 0xffffffffffffU));
    return {out.data(), 36};
}

} // namespace binnacle::demo
