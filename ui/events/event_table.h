#pragma once

#include "core/domain/event_query.h"

#include <QTableView>

namespace binnacle::ui {

class EventTableModel;

// The table of the events view. What is on the screen stays where it is while rows come and go
// above it; at the very top it follows the newest. Keys become intents of the view.
class EventTable final : public QTableView
{
    Q_OBJECT

public:
    enum class Intent {
        Drill,         // Enter: the events of the object
        Details,       // d
        RawJson,       // y
        CopyName,      // c
        CopyNamespace, // n
        CopyRows,      // Ctrl+C
        CopyAs,        // Ctrl+Shift+C
        Owner,         // o
        NodeEvents,    // w: who else was on the node
        Sort,          // Shift+A
        Scale,         // s, r and Ctrl+D lead to the form of a command
        Restart,
        Delete,
    };

    // `model` must outlive the table.
    explicit EventTable(EventTableModel &model, QWidget *parent = nullptr);

    void setColumnShown(int column, bool shown);
    void keepWidths();                               // somebody chose them
    QList<int> selectedRowNumbers() const;           // ascending
    void selectRow(int row);                         // as the current one, scrolled into view
    void keyboardSearch(const QString &) override {} // letters are keys of the view

signals:
    void intended(binnacle::ui::EventTable::Intent intent);
    void hovered(bool isOver);
    void cellMenuRequested(const QModelIndex &cell, const QPoint &globalPosition);
    void columnsChosen(); // shown or hidden by hand

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void updateGeometries() override;

private:
    void styleColumns();
    void showColumnMenu(const QPoint &at);
    void fitColumns();
    void fitOthers();
    void keepPlace();
    void restorePlace();
    void tellVisibleRows();
    bool moveCurrent(int rows);
    bool intend(int key, Qt::KeyboardModifiers modifiers);

    EventTableModel &m_events;
    bool m_isFitting = false;
    bool m_fitsMessage = true; // until somebody makes it wider or narrower
    bool m_fitsOthers = true;  // until somebody makes any column wider or narrower
    bool m_follows = true;     // the newest row is at the top
    EventKey m_place;          // of the first visible row
};

} // namespace binnacle::ui
