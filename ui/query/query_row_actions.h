#pragma once

#include "core/console/query_desk.h"
#include "core/domain/event_query.h"
#include "core/domain/increments.h"

#include <QObject>

#include <functional>
#include <utility>

class QMenu;
class QModelIndex;

namespace binnacle::ui {

class QueryResultModel;
class QueryTable;

// What can be done with rows of a result: go where they lead, copy them, make their values
// conditions of the query.
class QueryRowActions final : public QObject
{
    Q_OBJECT

public:
    struct Subjects
    {
        console::QueryDesk &desk;
        QueryResultModel &model;
        QueryTable &table;
        // The query that the rows answer.
        std::function<QString()> text;
    };

    // All must outlive it.
    explicit QueryRowActions(const Subjects &subjects, QObject *parent = nullptr);

    // Appends what can be done to the object of a row to its menu.
    using Offer = std::function<void(QMenu &, const ClusterId &, const ResourceRef &)>;
    void setOffer(Offer offer) { m_offer = std::move(offer); }

    void open(); // where the current row leads: its event, its object or its cluster
    void events();
    void mesh();
    void copyName();
    void copyRows(console::QueryExportFormat format); // marked, else selected
    void copyAll(console::QueryExportFormat format);
    void fillMenu(QMenu &menu, const QModelIndex &cell);
    std::vector<std::size_t> chosenRows() const; // marked, else selected; of the result

signals:
    void told(const QString &what);
    void queryMade(const QString &text, bool run);
    void whoElseRequested();
    void objectActivated(const binnacle::ClusterId &cluster, const binnacle::ScopedObject &object);
    void eventActivated(qint64 event);
    void clusterActivated(const binnacle::ClusterId &cluster);
    void serviceActivated(const binnacle::ClusterId &cluster, const binnacle::ServiceRef &service);

private:
    const QueryRowSubject *subject() const; // of the current row; null: it leads nowhere
    void addFilterMenu(QMenu &menu, const QString &title, const QModelIndex &cell, bool run);
    void addGoing(QMenu &menu);
    void addCopying(QMenu &menu, const QModelIndex &cell);
    void copyText(const QString &text, const QString &what);

    const Subjects m_subjects;
    Offer m_offer; // none: nothing
};

} // namespace binnacle::ui
