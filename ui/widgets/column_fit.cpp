#include "ui/widgets/column_fit.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

namespace {

class ColumnFit final : public QObject
{
public:
    ColumnFit(QTableView &table, const std::vector<ColumnNeed> &needs);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Column
    {
        ColumnShare share;
        int heading = 0; // pixels
        int given = 0;   // pixels, by the last fit
        bool isChosen = false;
    };

    void fit();
    void takeKeptLayout();
    bool isForeignMode(int column) const;
    void noteChosen(int column, int before, int after);

    QTableView &m_table;
    std::vector<Column> m_columns;
    bool m_isFitting = false;
};

ColumnFit::ColumnFit(QTableView &table, const std::vector<ColumnNeed> &needs)
    : QObject(&table)
    , m_table(table)
{
    QHeaderView &header = *table.horizontalHeader();
    header.setStretchLastSection(false); // gives the last one back the width it was given
    for (int column = 0; column < header.count(); ++column) {
        const int width = header.sectionSize(column);
        m_columns.push_back({.share = {.least = width, .wish = width}});
    }
    for (const ColumnNeed &need : needs) {
        ColumnShare &share = m_columns.at(static_cast<std::size_t>(need.column)).share;
        if (need.least > 0)
            share.least = need.least;
        share.isName = need.isName;
        share.fills = need.fills;
        share.isSpare = need.isSpare;
    }
    table.installEventFilter(this);
    table.viewport()->installEventFilter(this);
    connect(&header, &QHeaderView::sectionResized, this, &ColumnFit::noteChosen);
}

bool ColumnFit::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    // The fonts of the headings are known only when the table is about to be shown.
    if (watched == &m_table
            ? type == QEvent::Show || type == QEvent::FontChange || type == QEvent::StyleChange
            : type == QEvent::Resize)
        fit();
    return false;
}

void ColumnFit::fit()
{
    QHeaderView &header = *m_table.horizontalHeader();
    if (m_isFitting || header.count() != static_cast<int>(m_columns.size()))
        return;
    const QScopedValueRollback isFitting(m_isFitting, true);
    takeKeptLayout();
    std::vector<int> shown;
    std::vector<ColumnShare> shares;
    for (int at = 0; at < header.count(); ++at) {
        Column &column = m_columns[static_cast<std::size_t>(at)];
        const bool isHidden = header.isSectionHidden(at);
        if (isHidden && !column.share.isSpare)
            continue; // by the page
        if (!isHidden)
            column.heading = header.sectionSizeHint(at);
        ColumnShare share = column.share;
        if (!column.isChosen)
            share.least = std::max(share.least, column.heading);
        share.wish = std::max(share.wish, share.least);
        shown.push_back(at);
        shares.push_back(share);
    }
    const std::vector<int> widths = shareRoom(shares, m_table.viewport()->width());
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const bool isLeftOut = widths[i] == 0;
        if (header.isSectionHidden(shown[i]) != isLeftOut)
            header.setSectionHidden(shown[i], isLeftOut);
        if (!isLeftOut)
            header.resizeSection(shown[i], widths[i]);
        m_columns[static_cast<std::size_t>(shown[i])].given = widths[i];
    }
}

bool ColumnFit::isForeignMode(int column) const
{
    const QHeaderView &header = *m_table.horizontalHeader();
    return header.stretchLastSection()
        || header.sectionResizeMode(column) != QHeaderView::Interactive;
}

// Headers come back as they were kept. What was wider then was made so; what was narrower may just
// have been in a smaller window. A layout from when a header stretched its columns tells nothing.
void ColumnFit::takeKeptLayout()
{
    QHeaderView &header = *m_table.horizontalHeader();
    bool isForeign = false;
    for (int at = 0; at < header.count(); ++at)
        isForeign = isForeign || isForeignMode(at);
    if (isForeign) {
        header.setStretchLastSection(false);
        header.setSectionResizeMode(QHeaderView::Interactive);
        return;
    }
    for (int at = 0; at < header.count(); ++at) {
        Column &column = m_columns[static_cast<std::size_t>(at)];
        const int width = header.sectionSize(at);
        if (!column.share.fills && width > column.given)
            column.share.wish = std::max(column.share.wish, width);
    }
}

void ColumnFit::noteChosen(int column, int before, int after)
{
    if (m_isFitting)
        return;
    // From or to nothing: the header is about to hide or to show the column, and cannot share its
    // room before it has.
    if (before == 0 || after == 0 || isForeignMode(column)) {
        QTimer::singleShot(0, this, &ColumnFit::fit);
        return;
    }
    Column &chosen = m_columns[static_cast<std::size_t>(column)];
    chosen.isChosen = true;
    chosen.share.least = after;
    chosen.share.wish = after;
    fit();
}

// Adds to the widths what is missing to the wishes, or an equal part of what there is.
int grant(std::span<const ColumnShare> columns, std::vector<int> &widths, int room, bool isName)
{
    const auto takesPart = [&](std::size_t i) {
        return columns[i].isName == isName && widths[i] > 0 && columns[i].wish > widths[i];
    };
    int missing = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
        missing += takesPart(i) ? columns[i].wish - widths[i] : 0;
    int granted = std::min(room, missing);
    room -= granted;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!takesPart(i))
            continue;
        const int wanted = columns[i].wish - widths[i];
        const int part = wanted * granted / missing;
        widths[i] += part;
        granted -= part;
        missing -= wanted;
    }
    return room;
}

} // namespace

std::vector<int> shareRoom(std::span<const ColumnShare> columns, int room)
{
    std::vector<int> widths;
    for (const ColumnShare &column : columns) {
        widths.push_back(column.least);
        room -= column.least;
    }
    for (std::size_t i = columns.size(); i-- > 0 && room < 0;) {
        if (columns[i].isSpare)
            room += std::exchange(widths[i], 0);
    }
    room = std::max(room, 0);
    room = grant(columns, widths, room, true);
    room = grant(columns, widths, room, false);
    auto fillers = static_cast<int>(std::ranges::count(columns, true, &ColumnShare::fills));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].fills)
            continue;
        const int part = room / fillers--;
        widths[i] += part;
        room -= part;
    }
    return widths;
}

void fitColumns(QTableView &table, const std::vector<ColumnNeed> &needs)
{
    new ColumnFit(table, needs); // the table's
}

int nameWidth(CellKind kind, int letters)
{
    return cellWidth(kind, {QString(letters, QLatin1Char('n'))});
}

} // namespace binnacle::ui
