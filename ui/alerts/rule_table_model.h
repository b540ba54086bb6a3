#pragma once

#include "core/domain/alert.h"
#include "ui/widgets/keyed_table_model.h"
#include "ui/widgets/status_glyph.h"

#include <QHash>
#include <QString>

namespace binnacle::ui {

class AlertState;

// One rule with what it finds now.
struct RuleRow
{
    std::int64_t id = 0;
    QString name;
    QString kind;
    QString target;
    QString condition;
    QString state;
    QString unevaluated; // why it is not evaluated now; empty: it is, or is disabled
    QString channels;
    std::string cluster; // empty: all
    AlertSeverity severity = AlertSeverity::Warning;
    StatusKind status = StatusKind::Ok;
    bool isEnabled = true;
    bool isDraft = false; // edited, not saved yet
    int urgency = 0;      // for sorting: firing critical is highest

    QString key() const { return QString::number(id); }
    bool operator==(const RuleRow &) const = default;
};

// Rules, the firing ones first.
class RuleTableModel final : public KeyedTableModel<RuleRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        KindColumn,
        TargetColumn,
        ConditionColumn,
        StateColumn,
        ChannelsColumn,
        ColumnCount
    };
    static constexpr int kSortRole = Qt::UserRole + 1;

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const RuleRow &row, int column, int role) const override;

private:
    static QString text(const RuleRow &row, int column);
};

// Makes the rows. The texts of conditions are kept until their rule changes: there may be
// thousands of rules and ten boards a second.
class RuleRows
{
public:
    explicit RuleRows(const AlertState &state)
        : m_state(state)
    {}

    std::vector<RuleRow> rows();
    // Of the last rows: without the rules of other clusters.
    int total() const { return m_total; }

private:
    struct Texts
    {
        std::int64_t version = -1;
        QString kind;
        QString target;
        QString condition;
    };
    const Texts &textsOf(const AlertRule &rule);

    const AlertState &m_state;
    QHash<qint64, Texts> m_texts;
    int m_total = 0;
};

} // namespace binnacle::ui
