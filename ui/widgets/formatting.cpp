#include "ui/widgets/formatting.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kUnknown = u"—"_s;

} // namespace

Timestamp systemNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString ageText(Duration age)
{
    const qint64 seconds = std::max<qint64>(age.count(), 0) / 1'000;
    if (seconds < 60)
        return QCoreApplication::translate("Formatting", "%1 s", "seconds").arg(seconds);
    if (seconds < 3'600) {
        const qint64 rest = seconds % 60;
        if (rest == 0 || seconds >= 600)
            return QCoreApplication::translate("Formatting", "%1 m", "minutes").arg(seconds / 60);
        return QCoreApplication::translate("Formatting", "%1 m %2 s", "minutes, seconds")
            .arg(seconds / 60)
            .arg(rest);
    }
    const qint64 minutes = seconds / 60;
    if (minutes < 2'880) {
        if (minutes % 60 == 0 || minutes >= 600)
            return QCoreApplication::translate("Formatting", "%1 h", "hours").arg(minutes / 60);
        return QCoreApplication::translate("Formatting", "%1 h %2 m", "hours, minutes")
            .arg(minutes / 60)
            .arg(minutes % 60);
    }
    return QCoreApplication::translate("Formatting", "%1 d", "days").arg(minutes / 1'440);
}

QString ageText(Timestamp then, Timestamp now)
{
    return isKnown(then) ? ageText(now - then) : kUnknown;
}

QStringList longAgeTexts()
{
    using namespace std::chrono_literals;
    return {ageText(9min + 59s), ageText(9h + 59min)};
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString bytesText(qint64 bytes)
{
    if (bytes < 0)
        return kUnknown;
    return QLocale().formattedDataSize(
        bytes, bytes < 1024 ? 0 : 1, QLocale::DataSizeTraditionalFormat);
}

QString rateText(double perSecond, const QString &unit)
{
    static constexpr std::array kSuffixes{"", "k", "M", "G"};
    std::size_t suffix = 0;
    while (perSecond >= 1'000 && suffix + 1 < kSuffixes.size()) {
        perSecond /= 1'000;
        ++suffix;
    }
    const int decimals = perSecond >= 100 || perSecond == std::floor(perSecond) ? 0 : 1;
    return QCoreApplication::translate("Formatting", "%1%2 %3/s", "number, k or M, unit")
        .arg(QLocale().toString(perSecond, 'f', decimals),
            QString::fromLatin1(kSuffixes.at(suffix)), unit);
}

QString percentText(double share)
{
    if (share < 0 || std::isnan(share))
        return kUnknown;
    // Almost everything is not everything: 99.96 % must not read 100 %.
    double percent = share * 100;
    if (percent < 100 && percent > 99.9)
        percent = 99.9;
    return u"%1 %"_s.arg(QLocale().toString(percent, 'f', percent >= 100 || percent == 0 ? 0 : 1));
}

QString cpuText(qint64 millicores)
{
    if (millicores < 0)
        return kUnknown;
    if (millicores < 1'000)
        return u"%1 m"_s.arg(QLocale().toString(millicores));
    const double cores = static_cast<double>(millicores) / 1'000;
    return QCoreApplication::translate("Formatting", "%1 cores")
        .arg(QLocale().toString(cores, 'f', cores < 10 ? 1 : 0));
}

} // namespace binnacle::ui
