#include "core/codec/gzip.h"

#include "core/codec/json_limits.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <zlib.h>

namespace binnacle::codec {

namespace {

constexpr std::size_t kSmallestMember = 18; // header, an empty block and the trailer

struct FreeDecompressor
{
    void operator()(libdeflate_decompressor *d) const { libdeflate_free_decompressor(d); }
};
struct FreeCompressor
{
    void operator()(libdeflate_compressor *c) const { libdeflate_free_compressor(c); }
};

template<int Level>
libdeflate_compressor *compressorOfLevel()
{
    thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
        libdeflate_alloc_compressor(Level));
    return compressor.get();
}

Error malformed(std::size_t offset, std::string_view why)
{
    return {ErrorCode::MalformedBody,
        "broken gzip at byte " + std::to_string(offset) + ": " + std::string(why)};
}

// Both limits in one number of bytes for a body of this size.
std::size_t largestOutput(std::size_t input, const InflateLimits &limits)
{
    if (limits.ratio == 0 || input > limits.bytes / limits.ratio)
        return limits.bytes;
    return std::min(limits.bytes, std::max(limits.ratioFloor, input * limits.ratio));
}

Error outputTooLarge(const InflateLimits &limits)
{
    return {ErrorCode::TooLarge,
        "gzip body inflates beyond the limit of " + std::to_string(limits.bytes) + " bytes, or of "
            + std::to_string(limits.ratio) + " times its own size"};
}

// The last four bytes claim the size of the last member, modulo 2^32.
std::size_t claimedSize(std::string_view body)
{
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i)
        size |= static_cast<std::size_t>(static_cast<unsigned char>(body[body.size() - 4 + i]))
            << (8 * i);
    return size;
}

// One member whose claim is true and modest: every body a real agent sends. Nothing when the body
// is anything else, which inflateAnything then judges.
bool inflatePlain(std::string_view body, std::size_t claimed, std::string &out)
{
    thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
        libdeflate_alloc_decompressor());
    if (!decompressor)
        return false;
    out.reserve(claimed + kJsonPadding);
    out.resize(claimed);
    std::size_t consumed = 0;
    std::size_t produced = 0;
    const auto result = libdeflate_gzip_decompress_ex(
        decompressor.get(), body.data(), body.size(), out.data(), out.size(), &consumed, &produced);
    return result == LIBDEFLATE_SUCCESS && consumed == body.size() && produced == claimed;
}

// Streams a whole body through a small window, member by member.
class MemberStream
{
public:
    MemberStream(std::string_view body, const InflateLimits &limits)
        : m_body(body)
        , m_limits(limits)
        , m_largest(largestOutput(body.size(), limits))
    {
        constexpr int kGzipOnly = 16;
        m_ready = inflateInit2(&m_stream, MAX_WBITS + kGzipOnly) == Z_OK;
    }
    ~MemberStream()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    MemberStream(const MemberStream &) = delete;
    MemberStream &operator=(const MemberStream &) = delete;

    // Gives `sink` every piece and returns the total. Stops at the limit, so a bomb costs time in
    // proportion to the limit, not to its content.
    template<typename Sink>
    Result<std::size_t> run(const Sink &sink)
    {
        if (!m_ready)
            return Error{ErrorCode::Unavailable, "no memory to inflate a gzip body"};
        std::size_t total = 0;
        int state = Z_OK;
        while (true) {
            feed();
            m_stream.next_out = reinterpret_cast<Bytef *>(m_window.data());
            m_stream.avail_out = static_cast<uInt>(m_window.size());
            state = inflate(&m_stream, Z_NO_FLUSH);
            if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
                return malformed(consumed(), m_stream.msg ? m_stream.msg : "damaged data");
            const std::size_t produced = m_window.size() - m_stream.avail_out;
            total += produced;
            if (total > m_largest)
                return outputTooLarge(m_limits);
            sink(std::string_view(m_window.data(), produced));
            if (state == Z_STREAM_END) {
                if (consumed() == m_body.size())
                    return total;
                inflateReset(&m_stream);
            } else if (produced == 0 && consumed() == m_body.size()) {
                return malformed(m_body.size(), "the body ends early");
            }
        }
    }

private:
    std::size_t consumed() const { return m_fed - m_stream.avail_in; }

    void feed()
    {
        if (m_stream.avail_in > 0)
            return;
        const std::size_t piece
            = std::min<std::size_t>(m_body.size() - m_fed, std::numeric_limits<uInt>::max());
        // zlib's interface is older than const; it does not write to its input.
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(m_body.data() + m_fed));
        m_stream.avail_in = static_cast<uInt>(piece);
        m_fed += piece;
    }

    std::string_view m_body;
    const InflateLimits &m_limits;
    const std::size_t m_largest;
    z_stream m_stream{};
    bool m_ready = false;
    std::size_t m_fed = 0;
    std::array<char, 64UL * 1024> m_window; // filled before it is read
};

// Measures first, in constant memory, and allocates once what is then known to be within bounds.
Status inflateAnything(std::string_view body, const InflateLimits &limits, std::string &out)
{
    const auto size = MemberStream(body, limits).run([](std::string_view) {});
    if (!size)
        return size.error();
    out.clear();
    out.reserve(*size + kJsonPadding);
    const auto written
        = MemberStream(body, limits).run([&out](std::string_view piece) { out.append(piece); });
    if (!written)
        return written.error();
    return Done{};
}

} // namespace

bool looksLikeGzip(std::string_view bytes)
{
    return bytes.starts_with("\x1f\x8b");
}

Result<std::string> inflateGzip(std::string_view body, const InflateLimits &limits)
{
    std::string content;
    if (auto inflated = inflateGzipInto(content, body, limits); !inflated)
        return std::move(inflated).error();
    return content;
}

Status inflateGzipInto(std::string &content, std::string_view body, const InflateLimits &limits)
{
    if (body.empty())
        return malformed(0, "the body is empty");
    if (!looksLikeGzip(body))
        return malformed(0, "it does not start with the gzip magic bytes");
    if (body.size() < kSmallestMember)
        return malformed(body.size(), "the body ends early");

    // Memory is taken on trust only for a claim within the limits that is no more than what JSON
    // usually inflates to. Anything beyond is measured before memory is taken.
    constexpr std::size_t kUsualRatio = 48;
    const std::size_t claimed = claimedSize(body);
    const std::size_t largest = largestOutput(body.size(), limits);
    const std::size_t trusted
        = std::max(limits.ratioFloor, body.size() * std::min(kUsualRatio, limits.ratio));
    if (claimed <= std::min(largest, trusted) && inflatePlain(body, claimed, content))
        return Done{};
    return inflateAnything(body, limits, content);
}

std::string deflateGzip(std::string_view content, GzipEffort effort)
{
    libdeflate_compressor *compressor
        = effort == GzipEffort::Quick ? compressorOfLevel<1>() : compressorOfLevel<6>();
    std::string out(libdeflate_gzip_compress_bound(compressor, content.size()), '\0');
    out.resize(libdeflate_gzip_compress(
        compressor, content.data(), content.size(), out.data(), out.size()));
    return out;
}

} // namespace binnacle::codec
