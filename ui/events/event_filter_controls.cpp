#include "ui/events/event_filter_controls.h"

#include "core/console/ui_memory.h"
#include "ui/events/event_narrowing.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_toolbar.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kHistoryKey = u"events/filter-history"_s;

} // namespace

EventFilterControls::EventFilterControls(const Subjects &subjects, QObject *parent)
    : QObject(parent)
    , m_memory(subjects.memory)
    , m_presenter(subjects.presenter)
    , m_narrowing(subjects.narrowing)
    , m_toolbar(subjects.toolbar)
    , m_histogram(subjects.histogram)
    , m_time(subjects.time)
    , m_saved(subjects.memory, subjects.feed)
{
    const QString history = QString::fromUtf8(m_memory.value(kHistoryKey));
    m_toolbar.filterBar().setHistory(history.split(u'\n', Qt::SkipEmptyParts));
    m_toolbar.setSavedNames(m_saved.names());
    connectToolbar();
    connectHistogram();
    connect(&m_presenter, &EventPresenter::filterChanged, this, [this] {
        m_toolbar.showFilter(m_presenter.filter());
        m_histogram.setSelection(m_presenter.filter().brush);
    });
}

void EventFilterControls::connectToolbar()
{
    FilterBar &bar = m_toolbar.filterBar();
    connect(&bar, &FilterBar::applied, &m_narrowing, &EventNarrowing::setText);
    connect(&bar, &FilterBar::historyChanged, this,
        [this, &bar] { m_memory.setValue(kHistoryKey, bar.history().join(u'\n').toUtf8()); });
    connect(&m_toolbar, &EventToolbar::typePicked, this, [this](std::optional<EventType> type) {
        m_narrowing.change([&](EventFilter &filter) { filter.type = type; });
    });
    connect(&m_toolbar, &EventToolbar::kindsPicked, this, [this](const QStringList &kinds) {
        m_narrowing.change([&](EventFilter &filter) { filter.kinds = kinds; });
    });
    connect(&m_toolbar, &EventToolbar::partRemoved, this, [this](EventToolbar::Part part) {
        m_narrowing.change([part](EventFilter &filter) {
            if (part == EventToolbar::Part::Type)
                filter.type.reset();
            else if (part == EventToolbar::Part::Kinds)
                filter.kinds.clear();
            else if (part == EventToolbar::Part::Scope)
                filter.scope.reset();
            else
                filter.brush.reset();
        });
    });
    connect(&m_toolbar, &EventToolbar::saveRequested, this, [this](const QString &name) {
        m_saved.save(name, m_presenter.filter());
        m_toolbar.setSavedNames(m_saved.names());
        emit told(tr("Saved this view as “%1”").arg(name));
    });
    connect(&m_toolbar, &EventToolbar::savedPicked, this, &EventFilterControls::showSaved);
    connect(&m_toolbar, &EventToolbar::savedRemoved, this, [this](const QString &name) {
        m_saved.remove(name);
        m_toolbar.setSavedNames(m_saved.names());
    });
}

void EventFilterControls::connectHistogram()
{
    connect(&m_histogram, &EventHistogram::brushed, this, [this](const TimeRange &range) {
        m_narrowing.change([&](EventFilter &filter) { filter.brush = range; });
    });
    connect(&m_histogram, &EventHistogram::selectionCleared, this,
        [this] { m_narrowing.change([](EventFilter &filter) { filter.brush.reset(); }); });
    connect(&m_histogram, &EventHistogram::previousZoomRequested, this, [this] {
        if (m_presenter.filter().brush)
            m_narrowing.change([](EventFilter &filter) { filter.brush.reset(); });
        else
            m_time.zoomBack();
    });
}

void EventFilterControls::showSaved(const QString &name)
{
    const std::optional<EventFilter> saved = m_saved.load(name);
    if (!saved)
        return;
    m_narrowing.use(*saved);
    emit told(tr("Showing “%1”").arg(name));
}

} // namespace binnacle::ui
