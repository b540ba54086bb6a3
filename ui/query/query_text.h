#pragma once

#include "core/domain/query_result.h"
#include "ui/widgets/status_glyph.h"
#include "ui/widgets/table_style.h"

#include <QString>

#include <optional>

namespace binnacle::ui {

class TimeSelection;

// How values of a result look for people: by locale and with their unit; "–" when not known. Copies
// and exports do not use this, see QueryDesk::exportText.
QString queryCellText(const QueryValue &value, FieldType type, const TimeSelection &time);
// The same number with nothing but its unit, for axes and bars.
QString queryNumberText(double number, FieldType type);
// As the machine has it, for the clipboard: no unit, a point before decimals, RFC 3339.
QString queryMachineText(const QueryValue &value, FieldType type);

bool isUnknown(const QueryValue &value);
bool isQuantity(FieldType type); // numbers that line up on the right
// 0 when it is no number.
double queryNumber(const QueryValue &value);
// Less than 0, 0, more than 0; unknown is greater than everything.
int compareQueryValues(const QueryValue &a, const QueryValue &b);

CellKind queryCellKind(const QueryColumn &column);
// Set for fields that tell a status ("phase", "status", "type"): the shape before the word.
std::optional<StatusKind> queryStatus(const QueryColumn &column, const QueryValue &value);
// Set for numbers that say something is wrong: usage of 90 % and more.
std::optional<Tone> queryTone(const QueryColumn &column, const QueryValue &value);

QString fieldTypeText(FieldType type);         // "percent", for the list of fields
QString millisecondsText(double milliseconds); // "0.6 ms", "1.4 s"
// "14 rows of 4,120 · 0.6 ms · as of 03:12:00"; what was asked over time: "… · 02:12:00 – 03:12:00"
QString queryHeadline(const QueryResult &result, const TimeSelection &time);

} // namespace binnacle::ui
