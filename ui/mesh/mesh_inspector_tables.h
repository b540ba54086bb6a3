#pragma once

#include "core/console/mesh_feed.h"

#include <QTableWidget>

#include <vector>

namespace binnacle::ui {

class TimeSelection;

// Tables of a few rows within the inspector: as tall as their rows, changed in place so that the
// focus and the current row stay while numbers change.
class MeshCallTable final : public QTableWidget
{
    Q_OBJECT

public:
    struct Row
    {
        ServiceRef service;
        bool isCallee = false;
        Traffic traffic;
        double rate = 0; // a second
    };

    explicit MeshCallTable(QWidget *parent = nullptr);
    void showRows(std::vector<Row> rows); // callers first

signals:
    void serviceChosen(const binnacle::ServiceRef &service);

private:
    std::vector<Row> m_rows;
};

class MeshEventList final : public QTableWidget
{
    Q_OBJECT

public:
    explicit MeshEventList(QWidget *parent = nullptr);
    void showEvents(const console::Events &events, Timestamp now); // newest first

signals:
    void eventChosen(qint64 event);

private:
    std::vector<EventRowId> m_ids;
};

} // namespace binnacle::ui
