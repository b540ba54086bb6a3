#include "ui/mesh/mesh_canvas.h"

#include "ui/mesh/mesh_painter.h"
#include "ui/mesh/mesh_text.h"
#include "ui/mesh/mesh_walk.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kLarge = 150;   // nodes; fewer are painted at once
constexpr double kFrameBudgetMs = 4;  // for tiles within a frame
constexpr double kIdleBudgetMs = 8;   // between frames
constexpr double kWheelStep = 1.0015; // to the power of eighths of a degree
constexpr double kReach = 5;          // pixels beside an edge that still hit it
constexpr int kDragSlack = 4;
constexpr double kDimmed = 0.6; // old, and still readable

} // namespace

MeshCanvas::MeshCanvas(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"meshCanvas"_s);
    setAccessibleName(tr("Service mesh graph"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_prepare.setSingleShot(true);
    m_prepare.setInterval(0);
    connect(&m_prepare, &QTimer::timeout, this, &MeshCanvas::prepareMore);
    connect(&theme(), &Theme::changed, this, [this] {
        m_tiles.clear();
        m_overview.outdate();
        update();
    });
    describeSelection();
}

bool MeshCanvas::isLarge() const
{
    return m_scene.nodes().size() > kLarge;
}

void MeshCanvas::setScene(MeshScene scene)
{
    m_scene = std::move(scene);
    const double before = m_viewport.scale();
    m_viewport.setBounds(m_scene.bounds());
    if (qFuzzyCompare(before, m_viewport.scale()))
        m_tiles.outdate();
    else
        afterZoom();
    m_overview.outdate();
    m_marks.found.clear();
    describeSelection();
    update();
}

void MeshCanvas::setSelection(const MeshSelection &selection, bool reveals)
{
    m_marks.selection = selection;
    if (reveals) {
        if (const auto node = m_scene.nodeOf(selection))
            m_viewport.reveal(m_scene.nodes()[*node].box);
        else if (const auto edge = m_scene.edgeOf(selection))
            m_viewport.reveal(m_scene.edges()[*edge].bounds);
    }
    describeSelection();
    update();
}

void MeshCanvas::setFound(std::vector<std::size_t> nodes, bool reveals)
{
    m_marks.found = std::move(nodes);
    if (reveals && !m_marks.found.empty())
        m_viewport.reveal(m_scene.nodes()[m_marks.found.front()].box);
    update();
}

void MeshCanvas::setMarked(std::set<std::string> places)
{
    m_marks.marked = std::move(places);
    update();
}

void MeshCanvas::setDimmed(bool isDimmed)
{
    if (m_isDimmed == isDimmed)
        return;
    m_isDimmed = isDimmed;
    update();
}

void MeshCanvas::fit()
{
    m_viewport.fit();
    afterZoom();
}

void MeshCanvas::zoomToWhole()
{
    m_viewport.zoomTo(1, QPointF(width(), height()) / 2);
    afterZoom();
}

void MeshCanvas::zoomBy(double factor)
{
    m_viewport.zoomBy(factor, QPointF(width(), height()) / 2);
    afterZoom();
}

void MeshCanvas::afterZoom()
{
    m_tiles.clear();
    emit zoomed(m_viewport.scale());
    update();
}

MeshTiles::Render MeshCanvas::render() const
{
    return [this, scale = m_viewport.scale()](QPainter &painter, const QRectF &part) {
        painter.scale(scale, scale);
        paintMesh(painter, m_scene, QRectF(part.topLeft() / scale, part.size() / scale), scale);
    };
}

void MeshCanvas::prepareSoon()
{
    if (!m_prepare.isActive())
        m_prepare.start();
}

// Between frames: what is in view, then a ring around it for the next step of a pan.
void MeshCanvas::prepareMore()
{
    if (!isVisible())
        return;
    const QRectF view = m_viewport.visible();
    update();
    if (isLarge() && m_overview.isOld()) { // first: it stands in for all that is missing
        m_overview.build(m_scene);
        return prepareSoon();
    }
    if (!m_tiles.prepare(view, render(), kIdleBudgetMs))
        return prepareSoon();
    constexpr double kRing = MeshTiles::kSize;
    if (isLarge()
        && !m_tiles.prepare(view.adjusted(-kRing, -kRing, kRing, kRing), render(), kIdleBudgetMs))
        prepareSoon();
}

void MeshCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.background);
    if (m_scene.isEmpty())
        return;
    m_tiles.setRatio(devicePixelRatioF());
    const QRectF view = m_viewport.visible();
    if (!isLarge())
        m_tiles.prepare(view, render(), 1e9);
    else if (!m_tiles.covers(view))
        m_tiles.prepare(view, render(), kFrameBudgetMs);
    painter.setOpacity(m_isDimmed ? kDimmed : 1);
    if (!m_tiles.covers(view))
        m_overview.paintBehind(painter, rect(), m_viewport.visibleGraph());
    if (!m_tiles.paint(painter, view))
        prepareSoon();
    painter.setOpacity(1);
    paintMeshMarks(painter, m_scene, m_viewport, m_marks);
    if (m_drag == Drag::Lasso)
        m_lasso.paint(painter);
    paintMinimap(painter);
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void MeshCanvas::paintMinimap(QPainter &painter)
{
    const QRectF box = minimapBox();
    if (box.isEmpty())
        return;
    if (m_overview.isOld() && !isLarge())
        m_overview.build(m_scene);
    m_overview.paintMinimap(painter, box, m_viewport);
}

void MeshCanvas::panMinimapTo(const QPointF &point)
{
    m_viewport.centreOn(m_overview.graphAt(point, minimapBox()));
    update();
}

void MeshCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const double before = m_viewport.scale();
    m_viewport.setSize(size());
    if (!qFuzzyCompare(before, m_viewport.scale()))
        afterZoom();
}

MeshSelection MeshCanvas::selectionAt(const QPointF &point) const
{
    const QPointF graph = m_viewport.toGraph(point);
    if (const auto node = m_scene.nodeAt(graph))
        return m_scene.nodes()[*node].selection;
    if (const auto edge = m_scene.edgeAt(graph, kReach / m_viewport.scale()))
        return m_scene.edges()[*edge].selection;
    return {};
}

void MeshCanvas::hover(const QPointF &point)
{
    const MeshSelection under = minimapBox().contains(point) ? MeshSelection() : selectionAt(point);
    if (under == m_marks.hover)
        return;
    m_marks.hover = under;
    setCursor(under.isNone() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void MeshCanvas::describeSelection()
{
    QString text = m_scene.describe(m_marks.selection);
    text.replace(u'\n', u", "_s);
    setAccessibleDescription(
        text.isEmpty() ? tr("Nothing selected. Arrow keys choose a service.") : text);
}

bool MeshCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = m_scene.describe(selectionAt(help->pos()));
    if (text.isEmpty())
        QToolTip::hideText();
    else // names come from the network: plain text
        QToolTip::showText(help->globalPos(),
            u"<qt>%1</qt>"_s.arg(text.toHtmlEscaped().replace(u'\n', u"<br>"_s)), this);
    return true;
}

void MeshCanvas::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const int delta = turned.y() != 0 ? turned.y() : turned.x();
    if (delta == 0)
        return;
    m_viewport.zoomBy(std::pow(kWheelStep, delta), event->position());
    event->accept();
    afterZoom();
}

void MeshCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_pressed = m_last = event->position();
    const bool isOnMinimap = minimapBox().contains(m_pressed);
    m_drag = isOnMinimap ? Drag::Minimap : Drag::Maybe;
    if (!isOnMinimap && event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_drag = Drag::Lasso;
        m_lasso.begin(m_pressed);
        setCursor(Qt::CrossCursor);
    }
    if (isOnMinimap)
        panMinimapTo(m_pressed);
}

void MeshCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_drag == Drag::None)
        return hover(at);
    if (m_drag == Drag::Minimap)
        return panMinimapTo(at);
    if (m_drag == Drag::Lasso) {
        m_lasso.add(at);
        return update();
    }
    if (m_drag == Drag::Maybe && (at - m_pressed).manhattanLength() > kDragSlack) {
        m_drag = Drag::Pan;
        m_marks.hover = {};
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Pan) {
        m_viewport.panBy(at - m_last);
        m_last = at;
        update();
    }
}

void MeshCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = m_drag;
    m_drag = Drag::None;
    if (drag == Drag::Maybe && event->button() == Qt::LeftButton)
        emit picked(selectionAt(event->position()));
    if (drag == Drag::Lasso)
        emit lassoed(
            m_lasso.take(m_scene, m_viewport), event->modifiers().testFlag(Qt::ControlModifier));
    update();
    hover(event->position());
    if (m_marks.hover.isNone())
        setCursor(Qt::ArrowCursor);
}

void MeshCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const MeshSelection under = selectionAt(event->position());
    if (event->button() == Qt::LeftButton && !under.isNone())
        emit focusRequested(under);
}

void MeshCanvas::leaveEvent(QEvent *event)
{
    m_marks.hover = {};
    update();
    QWidget::leaveEvent(event);
}

void MeshCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const MeshSelection under = isByMouse ? selectionAt(event->pos()) : m_marks.selection;
    if (under.isNone())
        return;
    emit picked(under);
    QPoint at = event->globalPos();
    if (const auto node = m_scene.nodeOf(under); node && !isByMouse)
        at = mapToGlobal(m_viewport.toWidget(m_scene.nodes()[*node].box.center()).toPoint());
    emit menuRequested(under, at);
}

// By key: it must be seen.
void MeshCanvas::choose(const MeshSelection &selection)
{
    setSelection(selection, true);
    emit picked(selection);
}

void MeshCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain
        = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (const auto step = meshStepOf(event->key()); step && isPlain)
        return choose(walkMesh(m_scene, m_marks.selection, *step));
    if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && !m_marks.selection.isNone()) {
        emit activated(m_marks.selection);
        return;
    }
    QWidget::keyPressEvent(event);
}

// Tab goes from trouble to trouble; Shift+Tab always leaves, and so does Tab where all is well.
bool MeshCanvas::focusNextPrevChild(bool next)
{
    const MeshSelection worst = next ? nextTrouble(m_scene, m_marks.selection) : MeshSelection();
    if (worst.isNone())
        return QWidget::focusNextPrevChild(next);
    choose(worst);
    return true;
}

} // namespace binnacle::ui
