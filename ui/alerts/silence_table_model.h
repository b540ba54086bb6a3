#pragma once

#include "core/domain/alert.h"
#include "ui/widgets/keyed_table_model.h"
#include "ui/widgets/status_glyph.h"

#include <QString>

namespace binnacle::ui {

enum class SilencePhase { Active, Coming, Over };
SilencePhase silencePhase(const Silence &silence, Timestamp now);

struct SilenceRow
{
    Silence silence;
    SilencePhase phase = SilencePhase::Over;
    QString state; // "active, 42 m left"
    QString from;  // in the window's zone
    QString until;

    QString key() const { return QString::number(silence.id); }
    bool operator==(const SilenceRow &) const { return false; } // what is left ticks
};

// Silences and maintenance windows: active and coming ones first.
class SilenceTableModel final : public KeyedTableModel<SilenceRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        MatchersColumn,
        StateColumn,
        FromColumn,
        UntilColumn,
        ByColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const SilenceRow &row, int column, int role) const override;

private:
    static QString text(const SilenceRow &row, int column);
};

} // namespace binnacle::ui
