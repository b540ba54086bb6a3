#include "ui/widgets/slo_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::SloText)
};

const QString kNothing = u"—"_s;

QString number(double value, int decimals)
{
    QString text = QLocale().toString(value, 'f', decimals);
    if (text.startsWith(u'-'))
        text.replace(0, 1, u'−');
    return text;
}

// Three digits that matter, never more than two decimals.
int decimalsFor(double value)
{
    const double size = std::abs(value);
    return size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
}

QString percent(double value, int decimals)
{
    return Words::tr("%1 %", "a percentage").arg(number(value, decimals));
}

} // namespace

StatusKind statusKind(SloStatus status)
{
    switch (status) {
    case SloStatus::Healthy:
        return StatusKind::Ok;
    case SloStatus::Warning:
        return StatusKind::Warning;
    case SloStatus::Critical:
        return StatusKind::Critical;
    case SloStatus::Unknown:
        break;
    }
    return StatusKind::Unknown;
}

QString sloStatusText(SloStatus status)
{
    switch (status) {
    case SloStatus::Healthy:
        return Words::tr("healthy");
    case SloStatus::Warning:
        return Words::tr("warning");
    case SloStatus::Critical:
        return Words::tr("critical");
    case SloStatus::Unknown:
        break;
    }
    return Words::tr("no traffic");
}

QString latencyText(std::optional<double> ms)
{
    if (!ms)
        return kNothing;
    if (*ms >= 60'000)
        return Words::tr("%1 min").arg(number(*ms / 60'000, 1));
    if (*ms >= 999.5)
        return Words::tr("%1 s").arg(number(*ms / 1'000, *ms >= 9'995 ? 1 : 2));
    return Words::tr("%1 ms").arg(number(*ms, *ms < 0.05 || *ms >= 9.95 ? 0 : 1));
}

QString requestRateText(std::optional<double> perSecond)
{
    if (!perSecond)
        return kNothing;
    const double rate = *perSecond;
    if (rate >= 999'500)
        return Words::tr("%1M rps").arg(number(rate / 1'000'000, 1));
    if (rate >= 9'995)
        return Words::tr("%1k rps").arg(number(rate / 1'000, 1));
    return Words::tr("%1 rps").arg(number(rate, rate >= 9.95 || rate == 0 ? 0 : 1));
}

QString availabilityText(std::optional<double> share)
{
    if (!share)
        return kNothing;
    const double missing = 100 - *share;
    int decimals = missing <= 0 || missing >= 9.95 ? 1 : 2;
    for (double step = 0.01; decimals < 5 && missing > 0 && missing < step; step /= 10)
        ++decimals;
    // Rounding must not say 100 while something failed.
    const double scale = std::pow(10, decimals);
    const double shown = missing > 0 ? std::floor(*share * scale) / scale : *share;
    return percent(shown, missing <= 0 ? 0 : decimals);
}

QString errorRateText(std::optional<double> share)
{
    if (!share)
        return kNothing;
    if (*share > 0 && *share < 0.01)
        return Words::tr("< %1 %", "less than a percentage").arg(number(0.01, 2));
    return percent(*share, *share == 0 ? 0 : *share < 0.995 ? 2 : decimalsFor(*share * 10));
}

QString targetText(double share)
{
    int decimals = 0;
    for (double scaled = share; decimals < 4 && std::abs(scaled - std::round(scaled)) > 1e-6;
         scaled *= 10)
        ++decimals;
    return percent(share, decimals);
}

QString budgetText(std::optional<double> share)
{
    if (!share)
        return kNothing;
    return percent(*share, std::abs(*share) < 9.95 && *share != 0 ? 1 : 0);
}

QString burnText(std::optional<double> times)
{
    if (!times)
        return kNothing;
    if (!std::isfinite(*times))
        return u"∞×"_s;
    return Words::tr("%1×", "burn rate").arg(number(*times, *times >= 99.95 ? 0 : 1));
}

QString windowText(SloWindow window)
{
    return spanText(sloWindowLength(window));
}

QString spanText(Duration span)
{
    constexpr std::array<std::pair<qint64, const char *>, 4> kUnits{{
        {86'400, QT_TRANSLATE_NOOP("binnacle::ui::SloText", "%1 d")},
        {3'600, QT_TRANSLATE_NOOP("binnacle::ui::SloText", "%1 h")},
        {60, QT_TRANSLATE_NOOP("binnacle::ui::SloText", "%1 m")},
        {1, QT_TRANSLATE_NOOP("binnacle::ui::SloText", "%1 s")},
    }};
    qint64 seconds = span.count() / 1'000;
    QStringList parts;
    for (const auto &[length, text] : kUnits) {
        if (seconds >= length && parts.size() < 2) {
            parts += Words::tr(text).arg(seconds / length);
            seconds %= length;
        } else if (!parts.isEmpty()) {
            break; // "1 d 5 m" is not a way to say it
        }
    }
    return parts.isEmpty() ? Words::tr("%1 s").arg(0) : parts.join(u' ');
}

StatusKind budgetStatus(std::optional<double> share)
{
    if (!share)
        return StatusKind::Unknown;
    return *share <= 0 ? StatusKind::Critical : *share < 25 ? StatusKind::Warning : StatusKind::Ok;
}

StatusKind burnStatus(std::optional<double> times)
{
    if (!times)
        return StatusKind::Unknown;
    return *times >= 6 ? StatusKind::Critical : *times >= 1 ? StatusKind::Warning : StatusKind::Ok;
}

} // namespace binnacle::ui
