#include "ui/query/query_explain.h"

#include "ui/query/query_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

int QueryStepModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueryStepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section != WhatColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhatColumn:
        return tr("Step");
    case InColumn:
        return tr("Rows in");
    case OutColumn:
        return tr("Rows out");
    case TimeColumn:
        return tr("Time");
    default:
        return {};
    }
}

QVariant QueryStepModel::cell(const QueryStepRow &row, int column, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case WhatColumn:
        return row.what;
    case InColumn:
        return countText(row.rowsIn);
    case OutColumn:
        return countText(row.rowsOut);
    case TimeColumn:
        return millisecondsText(row.milliseconds);
    default:
        return {};
    }
}

QueryExplainPane::QueryExplainPane(QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel)
    , m_normalised(new QLabel)
    , m_steps(new QueryStepModel(this))
{
    setObjectName(u"queryExplain"_s);
    for (QLabel *label : {m_summary, m_normalised}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_summary->setProperty("tone", u"muted"_s);
    m_normalised->setFont(monospaceFont());
    m_normalised->setAccessibleName(tr("The query as understood"));
    auto *table = new QTableView;
    table->setObjectName(u"queryExplainTable"_s);
    table->setAccessibleName(tr("Steps of the query"));
    table->setModel(m_steps);
    styleTable(*table);
    for (const int column :
        {QueryStepModel::InColumn, QueryStepModel::OutColumn, QueryStepModel::TimeColumn}) {
        table->setItemDelegateForColumn(column, new CellDelegate(CellKind::Number, table));
        table->setColumnWidth(column, 120);
    }
    table->horizontalHeader()->setStretchLastSection(false);
    table->horizontalHeader()->setSectionResizeMode(
        QueryStepModel::WhatColumn, QHeaderView::Stretch);

    auto *texts = new QVBoxLayout;
    texts->setContentsMargins(12, 10, 12, 10);
    texts->setSpacing(6);
    texts->addWidget(m_normalised);
    texts->addWidget(m_summary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(texts);
    layout->addWidget(table, 1);
}

void QueryExplainPane::setResult(const std::shared_ptr<const QueryResult> &result)
{
    std::vector<QueryStepRow> rows;
    m_summary->clear();
    m_normalised->clear();
    if (result) {
        const QueryExplain &explain = result->explain;
        m_normalised->setText(toText(explain.normalised));
        m_summary->setText(
            tr("From %1 · %2 rows looked at · %3 in all", "source, count, time")
                .arg(toText(explain.source), countText(static_cast<qint64>(explain.rowsScanned)),
                    millisecondsText(result->milliseconds)));
        for (const QueryExplain::Step &step : explain.steps)
            rows.push_back({.number = static_cast<int>(rows.size()),
                .what = toText(step.what),
                .rowsIn = static_cast<qint64>(step.rowsIn),
                .rowsOut = static_cast<qint64>(step.rowsOut),
                .milliseconds = step.milliseconds});
    }
    m_steps->setRows(std::move(rows));
}

QString QueryExplainPane::summary() const
{
    return m_summary->text();
}

} // namespace binnacle::ui
