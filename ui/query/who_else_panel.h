#pragma once

#include "core/console/query_desk.h"

#include <QFrame>

class QLabel;
class QListWidget;
class QStackedLayout;

namespace binnacle::ui {

class QueryRun;
class StatePanel;

// What the marked rows share more often than the rest, most surprising first: two bars for each
// trait, one over the marked rows and one over all others. Choosing a trait makes it a condition.
class WhoElsePanel final : public QFrame
{
    Q_OBJECT

public:
    explicit WhoElsePanel(console::QueryDesk &desk, QWidget *parent = nullptr); // must outlive it

    // Shows itself with what these rows of the run's result share. REQUIRES: there is a result.
    void ask(const QueryRun &run, const std::vector<std::size_t> &rows);
    static QString traitText(const console::SharedTrait &trait); // "9 of 9 marked, 4 of 120 others"
    const std::vector<console::SharedTrait> &traits() const { return m_traits; }

    QSize sizeHint() const override { return {330, 300}; }

signals:
    void chosen(const binnacle::console::SharedTrait &trait);
    void closeRequested();

private:
    void showTraits(const std::vector<console::SharedTrait> &traits);
    void choose(int row);

    console::QueryDesk &m_desk;
    std::uint64_t m_question = 0;
    std::vector<console::SharedTrait> m_traits;
    QLabel *m_about;
    QListWidget *m_list;
    StatePanel *m_state;
    QStackedLayout *m_pages;
};

} // namespace binnacle::ui
