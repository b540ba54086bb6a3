#pragma once

#include "ui/widgets/status_glyph.h"

#include <QStringList>
#include <QStyledItemDelegate>

class QTableView;

namespace binnacle::ui {

// Models answer these roles with enums and numbers; the delegate asks the theme for the looks.
enum CellRole {
    CellStatusRole = Qt::UserRole + 4000, // int of StatusKind: shape, and colour of the word
    CellToneRole,                         // int of Tone
    CellShareRole,                        // double 0..1 for Meter cells; negative: not told. With
                                          // a status the meter has its colour
    CellValuesRole,                       // QList<double> for Sparkline cells
    CellIsStaleRole,                      // bool: hatched over
    CellSubtitleRole,                     // QString: muted text after the main text
};

enum class Tone { Text, Muted, Ok, Warning, Critical, Link, Strong };
QColor toneColor(Tone tone);
// Of a number that is a warning or critical; what is well reads like other text.
Tone troubleTone(StatusKind status);

enum class CellKind {
    Text,     // elided at the end
    Name,     // monospace, elided in the middle: the hash suffix stays visible
    BoldName, // bold text, elided in the middle
    Number,   // monospace, right-aligned
    Time,     // monospace, left-aligned
    Status,   // shape and word
    Meter,
    Sparkline,
};

// Paints one kind of cell with the house's padding. Own painting throughout: thousands of cells a
// second while scrolling. Focus is shown as a frame around the current cell's row.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CellDelegate(CellKind kind, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    // Full text as tooltip where the cell cut it.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

private:
    void paintText(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
        QRect box) const;

    CellKind m_kind;
};

inline constexpr int kRowHeight = 27;
inline constexpr int kCellPadding = 8;

// Rows of one height, whole-row selection, no grid, no editing, left-aligned header, a line below
// each row. Sorting and delegates are the caller's.
void styleTable(QTableView &table);

// How one column is painted, and how wide it begins, in pixels. After styleTable().
void styleColumn(QTableView &table, int column, CellKind kind, int width);

// Room for the longest of the texts, in the font of the cells: a constant would be too little in
// another language. Status cells have their shape besides.
int cellWidth(CellKind kind, const QStringList &samples);

} // namespace binnacle::ui
