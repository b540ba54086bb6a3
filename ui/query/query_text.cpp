#include "ui/query/query_text.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <string_view>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct QueryText
{
    Q_DECLARE_TR_FUNCTIONS(QueryText)
};

constexpr double kHighUsage = 90; // percent

struct StatusWord
{
    std::string_view word; // lower case; a prefix of the value
    StatusKind status;
};

// What Kubernetes and Binnacle call the states of things. Longer words stand before their prefixes.
constexpr std::array kStatusWords{StatusWord{"running", StatusKind::Ok},
    StatusWord{"ready", StatusKind::Ok}, StatusWord{"active", StatusKind::Ok},
    StatusWord{"bound", StatusKind::Ok}, StatusWord{"succeeded", StatusKind::Ok},
    StatusWord{"complete", StatusKind::Ok}, StatusWord{"available", StatusKind::Ok},
    StatusWord{"online", StatusKind::Ok}, StatusWord{"healthy", StatusKind::Ok},
    StatusWord{"ok", StatusKind::Ok}, StatusWord{"normal", StatusKind::Neutral},
    StatusWord{"pending", StatusKind::Warning}, StatusWord{"warning", StatusKind::Warning},
    StatusWord{"terminating", StatusKind::Warning},
    StatusWord{"containercreating", StatusKind::Warning},
    StatusWord{"released", StatusKind::Warning}, StatusWord{"degraded", StatusKind::Warning},
    StatusWord{"suspended", StatusKind::Warning}, StatusWord{"unknown", StatusKind::Unknown},
    StatusWord{"offline", StatusKind::Unknown}, StatusWord{"failed", StatusKind::Critical},
    StatusWord{"crashloop", StatusKind::Critical}, StatusWord{"evicted", StatusKind::Critical},
    StatusWord{"error", StatusKind::Critical}, StatusWord{"err", StatusKind::Critical},
    StatusWord{"imagepull", StatusKind::Critical}, StatusWord{"oomkilled", StatusKind::Critical},
    StatusWord{"notready", StatusKind::Critical}, StatusWord{"lost", StatusKind::Critical},
    StatusWord{"unhealthy", StatusKind::Critical}, StatusWord{"critical", StatusKind::Critical}};

QString decimals(double number, int most)
{
    QString text = QLocale().toString(number, 'f', most);
    const QString point = QLocale().decimalPoint();
    if (!text.contains(point))
        return text;
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(point))
        text.chop(point.size());
    return text;
}

// Neither nothing nor everything where it is only nearly that.
QString percentageText(double percent)
{
    constexpr double kLeast = 0.01; // that is told
    const double size = std::abs(percent);
    if (size > 0 && size < kLeast / 2)
        return (percent > 0 ? u"< %1 %"_s : u"> %1 %"_s)
            .arg(decimals(std::copysign(kLeast, percent), 2));
    if (size < 100 && size > 100 - kLeast / 2)
        return (percent > 0 ? u"> %1 %"_s : u"< %1 %"_s)
            .arg(decimals(std::copysign(100 - kLeast, percent), 2));
    const bool isNearAnEnd = size < 0.1 || (size > 99 && size < 100);
    return u"%1 %"_s.arg(decimals(percent, isNearAnEnd ? 2 : size < 10 ? 1 : 0));
}

QString spanText(double milliseconds)
{
    if (std::abs(milliseconds) < 1'000)
        return QueryText::tr("%1 ms", "milliseconds").arg(decimals(milliseconds, 1));
    return ageText(Duration{static_cast<std::int64_t>(milliseconds)});
}

QString coresText(double cores)
{
    if (cores >= 0 && cores < 1)
        return cpuText(std::llround(cores * 1'000));
    return QueryText::tr("%1 cores").arg(decimals(cores, cores < 10 ? 2 : 1));
}

Timestamp timeOf(const QueryValue &value)
{
    return fromEpochMs(static_cast<std::int64_t>(queryNumber(value)));
}

bool isStatusField(std::string_view name)
{
    return name == "phase" || name == "status" || name == "type" || name == "state"
        || name == "health" || name == "severity" || name == "result";
}

} // namespace

bool isUnknown(const QueryValue &value)
{
    return std::holds_alternative<std::monostate>(value);
}

bool isQuantity(FieldType type)
{
    return type == FieldType::Count || type == FieldType::Number || type == FieldType::Percent
        || type == FieldType::Cores || type == FieldType::Bytes || type == FieldType::Span;
}

double queryNumber(const QueryValue &value)
{
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto *real = std::get_if<double>(&value))
        return *real;
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    return 0;
}

int compareQueryValues(const QueryValue &a, const QueryValue &b)
{
    if (isUnknown(a) || isUnknown(b))
        return static_cast<int>(isUnknown(a)) - static_cast<int>(isUnknown(b));
    const auto *left = std::get_if<std::string>(&a);
    const auto *right = std::get_if<std::string>(&b);
    if (left && right)
        return left->compare(*right);
    if (left || right)
        return left ? 1 : -1;
    const std::partial_ordering order = queryNumber(a) <=> queryNumber(b);
    return order < 0 ? -1 : static_cast<int>(order > 0);
}

QString queryNumberText(double number, FieldType type)
{
    if (std::isnan(number))
        return u"–"_s;
    switch (type) {
    case FieldType::Percent:
        return percentageText(number);
    case FieldType::Cores:
        return coresText(number);
    case FieldType::Bytes:
        return QLocale().formattedDataSize(
            std::llround(number), std::abs(number) < 1'024 ? 0 : 1, QLocale::DataSizeIecFormat);
    case FieldType::Span:
        return spanText(number);
    case FieldType::Count:
        return decimals(number, 1);
    default:
        return decimals(number, std::abs(number) < 10 ? 3 : 1);
    }
}

QString queryCellText(const QueryValue &value, FieldType type, const TimeSelection &time)
{
    if (isUnknown(value))
        return u"–"_s;
    if (const auto *text = std::get_if<std::string>(&value))
        return toText(*text);
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? u"true"_s : u"false"_s; // as the language has it
    if (type == FieldType::Time)
        return isKnown(timeOf(value)) ? time.timeText(timeOf(value)) : u"–"_s;
    const auto *whole = std::get_if<std::int64_t>(&value);
    if (whole && !isQuantity(type))
        return countText(*whole);
    if (whole && type == FieldType::Count)
        return countText(*whole);
    return queryNumberText(queryNumber(value), type);
}

QString queryMachineText(const QueryValue &value, FieldType type)
{
    if (isUnknown(value))
        return {};
    if (const auto *text = std::get_if<std::string>(&value))
        return toText(*text);
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? u"true"_s : u"false"_s;
    if (type == FieldType::Time)
        return isKnown(timeOf(value)) ? toText(formatRfc3339(timeOf(value))) : QString();
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return QString::number(*whole);
    return QString::number(queryNumber(value), 'g', 12);
}

CellKind queryCellKind(const QueryColumn &column)
{
    if (isQuantity(column.type))
        return CellKind::Number;
    if (column.type == FieldType::Time)
        return CellKind::Time;
    if (isStatusField(column.name))
        return CellKind::Status;
    return column.name == "name" || column.name == "uid" || column.name == "image" ? CellKind::Name
                                                                                   : CellKind::Text;
}

std::optional<StatusKind> queryStatus(const QueryColumn &column, const QueryValue &value)
{
    const auto *text = std::get_if<std::string>(&value);
    if (!text || !isStatusField(column.name))
        return std::nullopt;
    const std::string word = toText(*text).toLower().toStdString();
    const auto found = std::ranges::find_if(
        kStatusWords, [&](const StatusWord &known) { return word.starts_with(known.word); });
    return found == kStatusWords.end() ? StatusKind::Neutral : found->status;
}

std::optional<Tone> queryTone(const QueryColumn &column, const QueryValue &value)
{
    if (isUnknown(value))
        return Tone::Muted;
    const bool isUsage
        = column.type == FieldType::Percent && column.name.find("_usage") != std::string::npos;
    if (isUsage && queryNumber(value) >= kHighUsage)
        return Tone::Critical;
    return std::nullopt;
}

QString fieldTypeText(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return QueryText::tr("text", "type of a field");
    case FieldType::Choice:
        return QueryText::tr("choice", "type of a field");
    case FieldType::Count:
        return QueryText::tr("count", "type of a field");
    case FieldType::Number:
        return QueryText::tr("number", "type of a field");
    case FieldType::Percent:
        return QueryText::tr("percent", "type of a field");
    case FieldType::Cores:
        return QueryText::tr("cores", "type of a field");
    case FieldType::Bytes:
        return QueryText::tr("bytes", "type of a field");
    case FieldType::Span:
        return QueryText::tr("length of time", "type of a field");
    case FieldType::Time:
        return QueryText::tr("time", "type of a field");
    case FieldType::Flag:
        return QueryText::tr("true or false", "type of a field");
    case FieldType::Labels:
        return QueryText::tr("labels", "type of a field");
    case FieldType::FullText:
        break;
    }
    return QueryText::tr("full text", "type of a field");
}

QString millisecondsText(double milliseconds)
{
    if (milliseconds >= 1'000)
        return QueryText::tr("%1 s", "seconds").arg(decimals(milliseconds / 1'000, 1));
    return QueryText::tr("%1 ms", "milliseconds")
        .arg(decimals(milliseconds, milliseconds < 10 ? 1 : 0));
}

QString queryHeadline(const QueryResult &result, const TimeSelection &time)
{
    const auto rows = static_cast<qint64>(result.rows.size());
    QString count = QueryText::tr("%Ln row(s)", nullptr, static_cast<int>(rows));
    if (result.isCapped)
        count = QueryText::tr("first %1 of %2 rows").arg(countText(rows), countText(result.total));
    else if (result.totalIsLowerBound)
        count
            = QueryText::tr("%1 rows of at least %2").arg(countText(rows), countText(result.total));
    else if (result.total > rows)
        count = QueryText::tr("%1 rows of %2").arg(countText(rows), countText(result.total));
    QStringList parts{count, millisecondsText(result.milliseconds)};
    if (isKnown(result.range.from) && isKnown(result.range.to)) // what the numbers are of
        parts += u"%1 – %2"_s.arg(time.timeText(result.range.from), time.timeText(result.range.to));
    else if (isKnown(result.asOf))
        parts += QueryText::tr("as of %1", "an instant").arg(time.timeText(result.asOf));
    return parts.join(u" · "_s);
}

} // namespace binnacle::ui
