#include "ui/settings/storage_table_model.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <QLocale>

#include <chrono>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kDayMs = 24 * 3'600'000.0;
constexpr double kYearDays = 365;

QString partText(const QString &part)
{
    if (part == u"events")
        return StorageTableModel::tr("Events");
    if (part == u"traffic_raw")
        return StorageTableModel::tr("Traffic, raw");
    if (part == u"traffic_hourly")
        return StorageTableModel::tr("Traffic, hourly");
    if (part == u"traffic")
        return StorageTableModel::tr("Traffic");
    if (part == u"snapshots")
        return StorageTableModel::tr("Snapshots");
    if (part == u"audit")
        return StorageTableModel::tr("Audit");
    return part == u"other" ? StorageTableModel::tr("Other") : part;
}

} // namespace

QString StorageTableModel::settingOf(const QString &part)
{
    if (part == u"events")
        return u"retention.events_days"_s;
    if (part == u"traffic_raw")
        return u"slo.raw_retention"_s;
    return part == u"traffic_hourly" ? u"slo.hourly_retention"_s : QString();
}

std::optional<double> StorageTableModel::daysOf(const QString &value)
{
    bool isNumber = false;
    if (const double days = value.toDouble(&isNumber); isNumber)
        return days;
    const auto duration = parseDuration(value.toStdString());
    if (!duration)
        return std::nullopt;
    return static_cast<double>(duration->count()) / kDayMs;
}

int StorageTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StorageTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isNumber = section == BytesColumn || section == RowsColumn || section == DailyColumn;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PartColumn:
        return tr("What");
    case ShareColumn:
        return tr("Share");
    case BytesColumn:
        return tr("Size");
    case RowsColumn:
        return tr("Rows");
    case OldestColumn:
        return tr("Reaches back");
    case DailyColumn:
        return tr("A day");
    case CostColumn:
        return tr("What the settings cost");
    default:
        return {};
    }
}

QString StorageTableModel::costText(const StorageRow &row)
{
    const double daily = row.part.bytesPerDay;
    if (row.days) {
        const QString bytes = bytesText(static_cast<qint64>(daily * *row.days));
        const QString days = QLocale().toString(*row.days, 'g', 4);
        return tr("%1 days ≈ %2").arg(days, bytes);
    }
    if (row.part.name == u"snapshots")
        return tr("thinned out; none after 38 days");
    if (row.part.name == u"audit")
        return tr("kept for good: a year ≈ %1")
            .arg(bytesText(static_cast<qint64>(daily * kYearDays)));
    return tr("—");
}

QString StorageTableModel::text(const StorageRow &row, int column)
{
    switch (column) {
    case PartColumn:
        return partText(row.part.name);
    case BytesColumn:
        return bytesText(row.part.bytes);
    case RowsColumn:
        return countText(row.part.rows);
    case OldestColumn:
        return ageText(row.part.oldest, row.now);
    case DailyColumn:
        return row.part.bytesPerDay > 0 ? bytesText(static_cast<qint64>(row.part.bytesPerDay))
                                        : tr("—");
    case CostColumn:
        return costText(row);
    default:
        return {};
    }
}

QVariant StorageTableModel::cell(const StorageRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return column == ShareColumn ? percentText(row.share) : text(row, column);
    case Qt::ToolTipRole:
        return column == ShareColumn ? QVariant(percentText(row.share)) : QVariant();
    case CellShareRole:
        return column == ShareColumn ? QVariant(row.share) : QVariant();
    case CellStatusRole: // a large part is not a bad one: always the same colour
        return column == ShareColumn ? QVariant(static_cast<int>(StatusKind::Ok)) : QVariant();
    default:
        return {};
    }
}

} // namespace binnacle::ui
