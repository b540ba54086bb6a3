#pragma once

#include "core/console/mesh_feed.h"
#include "ui/widgets/status_glyph.h"

#include <QScrollArea>

#include <array>

class QFrame;
class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace binnacle::ui {

class MeshCallTable;
class MeshEventList;
class MeshMetricRow;
class TimeSelection;

// The inspector's page about one service. Built once; only its contents change, so that focus and
// scroll position stay while numbers come in.
class MeshServicePage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit MeshServicePage(const TimeSelection &time, QWidget *parent = nullptr);

    // `detail` may be null: it comes later than the picture.
    void showService(const console::MeshPicture &picture, const ServiceRef &service,
        const console::MeshServiceDetail *detail);

signals:
    void serviceChosen(const binnacle::ServiceRef &service);
    void eventChosen(qint64 event);
    void drillWanted();
    void eventsWanted();
    void sloWanted();

private:
    void build(QVBoxLayout &layout);
    void buildDelta(QVBoxLayout &layout);
    void buildCause(QVBoxLayout &layout);
    void addSection(QVBoxLayout &layout, const QString &title);
    void addButtons(QVBoxLayout &layout);
    void showHead(const MeshNode &node, const console::MeshServiceDetail *detail);
    void showNumbers(const console::MeshPicture &picture, const MeshNode &node,
        const console::MeshServiceDetail *detail);
    void showDelta(const console::MeshPicture &picture, const ServiceRef &service);
    void showCalls(const console::MeshPicture &picture, const ServiceRef &service);
    void showEvents(const console::MeshServiceDetail *detail);
    void showCause(const MeshNode &node, const console::MeshServiceDetail *detail);

    const TimeSelection &m_time;
    StatusGlyph *m_glyph;
    QLabel *m_title;
    QLabel *m_state;
    QLabel *m_subtitle;
    MeshMetricRow *m_requests;
    MeshMetricRow *m_errors;
    MeshMetricRow *m_latency;
    MeshMetricRow *m_budget;
    QFrame *m_causeBox;
    QLabel *m_cause;
    QWidget *m_delta;
    QLabel *m_deltaTitle;
    std::array<QLabel *, 9> m_deltaCells{}; // name, difference, verdict of each number
    MeshCallTable *m_calls;
    QLabel *m_noCalls;
    MeshEventList *m_events;
    QLabel *m_noEvents;
};

} // namespace binnacle::ui
