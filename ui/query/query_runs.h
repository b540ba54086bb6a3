#pragma once

#include "core/console/query_desk.h"

#include <QHash>
#include <QObject>

namespace binnacle::ui {

class QueryRun;

// The runs of all tabs, one each, and which of them asked a world that is no longer the one of now:
// another cluster was chosen, or another instant.
class QueryRuns final : public QObject
{
    Q_OBJECT

public:
    // `desk` must outlive the runs.
    explicit QueryRuns(console::QueryDesk &desk, QObject *parent = nullptr);

    QueryRun &of(int tab); // made when it is first wanted
    void start(int tab, const QString &text, const console::QueryContext &context);
    void drop(int tab);

    void age() { ++m_age; }
    bool hasAsked(int tab) const { return m_asked.contains(tab); }
    bool isOld(int tab) const { return hasAsked(tab) && m_asked.value(tab) != m_age; }

signals:
    void changed(int tab);

private:
    console::QueryDesk &m_desk;
    QHash<int, QueryRun *> m_runs;
    QHash<int, int> m_asked; // the age of the world each asked
    int m_age = 0;
};

} // namespace binnacle::ui
