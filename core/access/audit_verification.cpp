#include "core/access/audit_chain.h"
#include "core/access/audit_head.h"
#include "core/access/audit_log.h"
#include "core/access/sodium.h"
#include "core/store/read_snapshot.h"

#include <optional>

namespace binnacle::access {

namespace {

// Follows the chain row by row until one is not what was written.
class ChainWalk
{
public:
    // False: a broken row was found, there is no need to go on.
    bool follow(const ChainLink &link)
    {
        if (m_stranger)
            return settleStranger(link.previousHash);
        if (const std::int64_t expected = m_lastId + 1; link.id != expected)
            return link.id < expected ? broken(link.id, "was added") : gap(expected, link.id - 1);
        if (!link.isSelfConsistent)
            return broken(link.id, "was changed");
        if (link.previousHash != m_lastHash) {
            m_stranger = link;
            return true;
        }
        accept(link);
        return true;
    }

    AuditVerdict finish(const AuditHead &head)
    {
        if (m_stranger)
            settleStranger(head.hash);
        m_verdict.head = hexOf(m_lastHash);
        if (!m_verdict.isIntact())
            return m_verdict;
        if (!head.isRecorded)
            broken(m_lastId, "may not be the last: the record of the newest row is gone");
        else if (m_lastId < head.row)
            gap(m_lastId + 1, head.row);
        else if (m_lastId > head.row)
            broken(head.row + 1, "was added");
        else if (m_lastHash != head.hash)
            broken(m_lastId, "was replaced");
        return m_verdict;
    }

private:
    void accept(const ChainLink &link)
    {
        ++m_verdict.rows;
        m_lastId = link.id;
        m_lastHash = link.hash;
    }

    bool broken(std::int64_t row, const std::string &how)
    {
        m_verdict.brokenRow = row;
        m_verdict.problem = "row " + std::to_string(row) + ' ' + how;
        return false;
    }

    bool gap(std::int64_t first, std::int64_t last)
    {
        m_verdict.brokenRow = first;
        m_verdict.problem = first == last
            ? "row " + std::to_string(first) + " is missing"
            : "rows " + std::to_string(first) + " to " + std::to_string(last) + " are missing";
        return false;
    }

    // Two rows that are each consistent do not fit together, so one of them was replaced. What
    // comes after the second one knows whether it is the second.
    bool settleStranger(const std::string &nextPrevious)
    {
        const ChainLink second = *m_stranger;
        m_stranger.reset();
        const bool isSecondOriginal = nextPrevious == second.hash && m_lastId > 0;
        if (isSecondOriginal)
            --m_verdict.rows;
        return broken(isSecondOriginal ? m_lastId : second.id, "was replaced");
    }

    AuditVerdict m_verdict;
    std::int64_t m_lastId = 0;
    std::string m_lastHash = firstPreviousHash();
    std::optional<ChainLink> m_stranger; // does not follow the row before it
};

} // namespace

// Whoever can write the file can also write all rows anew with hashes that fit, record of the
// newest row included: that is found only by comparing `head` with one that was kept elsewhere, as
// in an export.
Result<AuditVerdict> verifyAudit(store::Connection &connection)
{
    const store::ReadSnapshot snapshot(connection);
    if (!snapshot.begun())
        return snapshot.begun().error();
    const auto head = readAuditHead(connection);
    auto rows = connection.prepare("audit.columns");
    if (!head || !rows)
        return !head ? head.error() : rows.error();
    ChainWalk walk;
    const Status read = forEachRow(
        *rows, [&walk](const store::Statement &row) { return walk.follow(chainLinkOf(row)); });
    if (!read)
        return read.error();
    return walk.finish(*head);
}

} // namespace binnacle::access
