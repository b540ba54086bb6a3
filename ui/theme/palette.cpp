#include "ui/theme/palette.h"

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

namespace {

constexpr QColor rgb(unsigned value)
{
    return {static_cast<int>(value >> 16U & 0xffU), static_cast<int>(value >> 8U & 0xffU),
        static_cast<int>(value & 0xffU)};
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

} // namespace

Palette darkPalette()
{
    return {.background = rgb(0x10151b),
        .panel = rgb(0x161d25),
        .raised = rgb(0x1b242e),
        .line = rgb(0x28333f),
        .text = rgb(0xdbe4ec),
        .muted = rgb(0x8596a6),
        .accent = rgb(0x4c9aff),
        .selection = rgb(0x1d3a5c),
        .ok = rgb(0x2fb8a6),
        .warning = rgb(0xe8a317),
        .critical = rgb(0xf0524f),
        .info = rgb(0x6ea8fe),
        .okText = rgb(0x2fb8a6),
        .warningText = rgb(0xe8a317),
        .criticalText = rgb(0xf4706d),
        .primary = rgb(0x1f62b8),
        .onPrimary = rgb(0xffffff),
        .bar = rgb(0x49739a)};
}

Palette lightPalette()
{
    return {.background = rgb(0xf4f6f8),
        .panel = rgb(0xffffff),
        .raised = rgb(0xf0f3f6),
        .line = rgb(0xdde3e9),
        .text = rgb(0x17212b),
        .muted = rgb(0x5a6b7b),
        .accent = rgb(0x1a68c7),
        .selection = rgb(0xd5e6fb),
        .ok = rgb(0x0f8a7a),
        .warning = rgb(0xa86a00),
        .critical = rgb(0xc9302c),
        .info = rgb(0x1a68c7),
        .okText = rgb(0x0a7265),
        .warningText = rgb(0x8a5700),
        .criticalText = rgb(0xb82824),
        .primary = rgb(0x1a68c7),
        .onPrimary = rgb(0xffffff),
        .bar = rgb(0x7b97b3)};
}

Palette highContrastPalette()
{
    return {.background = rgb(0x000000),
        .panel = rgb(0x000000),
        .raised = rgb(0x141414),
        .line = rgb(0x8c8c8c),
        .text = rgb(0xffffff),
        .muted = rgb(0xd0d0d0),
        .accent = rgb(0x66b3ff),
        .selection = rgb(0x003d80),
        .ok = rgb(0x3ee6cf),
        .warning = rgb(0xffc83d),
        .critical = rgb(0xff8a87),
        .info = rgb(0x9cc8ff),
        .okText = rgb(0x3ee6cf),
        .warningText = rgb(0xffc83d),
        .criticalText = rgb(0xff8a87),
        .primary = rgb(0xffffff),
        .onPrimary = rgb(0x000000),
        .bar = rgb(0x9a9a9a)};
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace binnacle::ui
