#pragma once

#include <QHash>
#include <QTableView>

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

class QueryResultModel;

// The rows of a result. Columns take the room there is by what they hold; widths a user gave are
// kept by the name of the field.
class QueryTable final : public QTableView
{
    Q_OBJECT

public:
    enum class Intent { Open, WhoElse, Events, Mesh, CopyName, CopyRows, ClearMarks };

    // Both must outlive it.
    QueryTable(QueryResultModel &model, console::UiMemory &memory, QWidget *parent = nullptr);

    QList<int> selectedRowNumbers() const; // sorted

signals:
    void intended(binnacle::ui::QueryTable::Intent intent);
    void cellMenuRequested(const QModelIndex &cell, const QPoint &at);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void styleColumns();
    void fitColumns();
    int wishedWidth(int column) const;
    void keepWidth(int column, int width);
    bool intend(int key, Qt::KeyboardModifiers modifiers);
    void markCurrent();
    void markRange();
    bool moveCurrent(int rows);

    QueryResultModel &m_model;
    console::UiMemory &m_memory;
    QHash<QString, int> m_given; // widths a user gave, by field
    QList<int> m_wishes;         // of the columns shown
    bool m_isFitting = false;
};

} // namespace binnacle::ui
