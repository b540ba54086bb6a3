#pragma once

#include "core/console/query_desk.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace binnacle::ui {

// What can be asked: sources with how many rows they have right now, and their fields. A double
// click or Enter puts the name into the query.
class QuerySourcesPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit QuerySourcesPanel(const console::QueryDesk &desk, QWidget *parent = nullptr);

    void reload();                      // counts; keeps what is unfolded
    void unfold(const QString &source); // and folds the others
    void focusSearch();

signals:
    void chosen(const QString &word, bool isSource);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild(const std::vector<console::QuerySourceView> &sources);
    void search(const QString &text);

    const console::QueryDesk &m_desk;
    QLineEdit *m_search;
    QTreeWidget *m_tree;
    QLabel *m_nothing;
};

} // namespace binnacle::ui
