#include "ui/slo/slo_presenter.h"

#include "core/console/on_answer.h"

#include <algorithm>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kSoonMs = 2'000;

} // namespace

SloPresenter::SloPresenter(console::SloFeed &slo, const TimeSelection &time, QObject *parent)
    : QObject(parent)
    , m_slo(slo)
    , m_time(time)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &SloPresenter::refresh);
    connect(&m_slo, &console::SloFeed::changed, this, [this] {
        if (m_isActive && !m_time.isPaused() && !m_soon.isActive())
            m_soon.start();
    });
    connect(&m_time, &TimeSelection::changed, this, [this] {
        if (m_isActive)
            refresh();
    });
}

void SloPresenter::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    if (active) {
        refresh();
        return;
    }
    m_soon.stop();
    m_boardStop.request_stop();
    m_detailStop.request_stop();
}

void SloPresenter::setCluster(const ClusterId &cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    m_selected.reset();
    refresh();
}

void SloPresenter::setKind(SloSubject::Kind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    m_selected.reset();
    m_board.reset();
    m_table.setRows({});
    refresh();
}

void SloPresenter::setWindow(SloWindow window)
{
    if (window == m_window)
        return;
    m_window = window;
    refresh();
}

void SloPresenter::setFilter(const QString &text)
{
    if (m_filter.setText(text))
        showRows();
}

FilterLanguage SloPresenter::filterLanguage() const
{
    return m_filter.language([this](const RowFilter<SloRow>::Visit &visit) {
        if (m_board)
            std::ranges::for_each(m_board->rows, visit);
    });
}

void SloPresenter::select(const SloSubject &subject)
{
    if (subject.kind != m_kind)
        setKind(subject.kind);
    if (m_selected == subject)
        return;
    m_selected = subject;
    m_detail.reset();
    emit selectionChanged();
    emit detailShown();
    askDetail();
}

void SloPresenter::refresh()
{
    askBoard();
    askDetail();
}

Timestamp SloPresenter::instant() const
{
    return m_time.asOf().value_or(Timestamp{});
}

void SloPresenter::askBoard()
{
    if (!m_isActive)
        return;
    m_boardStop.request_stop();
    m_boardStop = {};
    m_isAsking = true;
    const int generation = ++m_boardGeneration;
    console::onAnswer(
        m_slo.board({.cluster = m_cluster, .kind = m_kind, .window = m_window, .at = instant()},
            m_boardStop.get_token()),
        this, [this, generation](const Result<std::shared_ptr<const SloBoard>> &board) {
            if (generation != m_boardGeneration)
                return;
            m_isAsking = false;
            if (!board) {
                if (board.error().code != ErrorCode::Cancelled)
                    emit failed(board.error());
                return;
            }
            m_board = *board;
            showRows();
        });
}

void SloPresenter::showRows()
{
    std::vector<SloTableRow> rows;
    if (m_board) {
        for (const SloRow &row : m_board->rows) {
            if (m_filter.matches(row))
                rows.push_back({row});
        }
    }
    m_table.setShowsCluster(m_cluster.isEmpty());
    m_table.setRows(std::move(rows));
    if (!m_selected && !m_table.rows().empty())
        select(m_table.rows().front().row.subject);
    emit boardShown();
}

void SloPresenter::askDetail()
{
    if (!m_isActive || !m_selected)
        return;
    m_detailStop.request_stop();
    m_detailStop = {};
    const int generation = ++m_detailGeneration;
    console::onAnswer(
        m_slo.detail({.subject = *m_selected, .window = m_window, .range = m_time.range()},
            m_detailStop.get_token()),
        this, [this, generation](const Result<std::shared_ptr<const SloDetail>> &detail) {
            if (generation != m_detailGeneration)
                return;
            if (!detail && detail.error().code == ErrorCode::Cancelled)
                return;
            m_detail = detail ? *detail : nullptr;
            emit detailShown();
            if (!detail && detail.error().code != ErrorCode::NotFound)
                emit failed(detail.error());
        });
}

} // namespace binnacle::ui
