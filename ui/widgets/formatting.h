#pragma once

#include "core/base/time.h"

#include <QString>
#include <QStringList>

#include <string_view>

namespace binnacle::ui {

// Numbers and dates for people, by QLocale(). Copies and exports do not use these.

// What ages on the screen count from.
Timestamp systemNow();

QString toText(std::string_view utf8);

QString ageText(Duration age);                  // "2 s", "4 m 10 s", "3 h 5 m", "12 d"
QString ageText(Timestamp then, Timestamp now); // "—" when `then` is unknown; never negative
QStringList longAgeTexts();      // "9 m 59 s", "9 h 59 m": as long as ages get, to measure room by
QString countText(qint64 count); // "12,904"
QString bytesText(qint64 bytes); // "12.4 MB"; "—" when negative
QString rateText(double perSecond, const QString &unit); // "48.2k samples/s"
QString percentText(double share);                       // "97.9 %"; "—" when negative
QString cpuText(qint64 millicores); // "1.5 cores", "250 m"; "—" when negative

} // namespace binnacle::ui
